//! A call of an entry point with what it means.

use std::rc::Rc;

use abi::Status;
use array::ir::{FuncId, Function, Program, Type, Var};
use array::{ArrayValue, EvalOptions};
use base::DType;

use super::Finding;
use super::library::{Answer, Entry};
use crate::generate::rng::Rng;
use crate::inputs::{self, Scale};
use crate::parts::{self, Signature};

/// Longer evaluations are skipped.
const STEPS: u64 = 30_000;
/// Larger arrays are skipped.
const ELEMENTS: usize = 1 << 17;

/// One call.
pub(super) struct Case {
    pub(super) function: String,
    pub(super) signature: Signature,
    /// Whether the arguments have more dimensions than the parameters: the call loops over them.
    pub(super) lifted: bool,
    /// Whether the function is one of scalars, which takes and gives arrays of one extent.
    pub(super) frame: bool,
    pub(super) args: Vec<ArrayValue>,
    /// Types of the results.
    pub(super) results: Vec<(DType, Vec<usize>)>,
    pub(super) expected: Rc<Answer>,
    pub(super) seed: u64,
}

/// How to evaluate; large arrays take longer.
pub(super) fn options_for(fma: bool, scale: Scale) -> EvalOptions {
    let max_steps = if scale == Scale::Huge { 10 * STEPS } else { STEPS };
    EvalOptions { fma, max_steps, max_elements: ELEMENTS }
}

/// What a call means; none where finding out takes too long.
pub(super) fn evaluate(
    program: &Program,
    id: FuncId,
    signature: &Signature,
    args: &[ArrayValue],
    options: EvalOptions,
) -> Option<Answer> {
    match array::evaluate(program, id, &parts::split(args), options) {
        Ok(values) => Some(Answer::Values(parts::join(&signature.results, values))),
        Err(error) if matches!(error.status, Status::Memory | Status::Cancelled) => None,
        Err(error) => Some(Answer::Fails(error.status, error.message)),
    }
}

impl Case {
    /// The call of function `id` with these arguments; none where finding out what it means takes too long.
    pub(super) fn new(
        program: &Program,
        id: FuncId,
        signature: &Signature,
        args: Vec<ArrayValue>,
        (options, seed): (EvalOptions, u64),
    ) -> Option<Self> {
        let function = &program.functions[id];
        let expected = Rc::new(evaluate(program, id, signature, &args, options)?);
        let results = result_shapes(function, &parts::split(&args))?;
        let results = parts::join_types(&signature.results, &results);
        Some(Self {
            function: function.name.clone(),
            signature: signature.clone(),
            lifted: false,
            frame: function.frame,
            args,
            results,
            expected,
            seed,
        })
    }

    /// The call of a function of scalars with the same elements in rows; none where they make no two.
    pub(super) fn in_rows(&self) -> Option<Self> {
        let [elements] = self.args.first()?.shape[..] else { return None };
        let rows = [3, 2].into_iter().find(|rows| elements > *rows && elements.is_multiple_of(*rows))?;
        let fold = |array: &ArrayValue| ArrayValue { shape: vec![rows, elements / rows], ..array.clone() };
        let expected = match &*self.expected {
            Answer::Values(values) => Answer::Values(values.iter().map(fold).collect()),
            fails => fails.clone(),
        };
        let results = self.results.iter().map(|(dtype, _)| (*dtype, vec![rows, elements / rows]));
        Some(Self {
            function: self.function.clone(),
            signature: self.signature.clone(),
            lifted: true,
            frame: true,
            args: self.args.iter().map(fold).collect(),
            results: results.collect(),
            expected: Rc::new(expected),
            seed: self.seed.rotate_left(1),
        })
    }

    /// Which arguments get a loop dimension: none that is a size, all that are updated.
    fn choose_stacked(&self, function: &Function, rng: &mut Rng) -> Vec<bool> {
        let shapes = function.params.iter().map(|p| &function.vars[*p].ty).chain(&function.results);
        let mentioned: Vec<_> = shapes.flat_map(|ty| &ty.shape).flat_map(|extent| extent.vars()).collect();
        // A complex scalar is two parameters there, neither of them a size.
        let mut params = function.params.iter();
        let mut stacked = Vec::new();
        for (idx, arg) in self.args.iter().enumerate() {
            let is_size = params.next().is_some_and(|param| mentioned.contains(param));
            if arg.dtype.is_complex() && arg.shape.is_empty() {
                params.next();
            }
            // What is updated has every loop dimension.
            stacked.push(!is_size && rng.chance(60) || self.signature.inout.contains(&idx));
        }
        stacked
    }

    /// The call over one loop dimension or two: some of the arguments are stacks of such arrays.
    pub(super) fn lifted(
        &self,
        program: &Program,
        id: FuncId,
        options: EvalOptions,
        rng: &mut Rng,
    ) -> Option<Self> {
        let mut frame = vec![1 + rng.below(3)];
        if rng.chance(40) {
            frame.push(2 + rng.below(2));
        }
        let stacked = self.choose_stacked(&program.functions[id], rng);
        // The loop dimensions are those of what is only read.
        if !(0..stacked.len()).any(|idx| stacked[idx] && !self.signature.inout.contains(&idx)) {
            return None;
        }
        let mut calls = Vec::new();
        for _ in 0..frame.iter().product() {
            let args = self.args.iter().zip(&stacked).map(|(arg, stacked)| match stacked {
                true => ArrayValue {
                    data: inputs::elements(arg.dtype.part(), arg.data.len(), rng),
                    ..arg.clone()
                },
                false => arg.clone(),
            });
            calls.push(Case::new(program, id, &self.signature, args.collect(), (options, 0))?);
        }
        let stack = |arrays: Vec<&ArrayValue>| {
            let data = arrays.iter().flat_map(|array| array.data.clone()).collect();
            ArrayValue { dtype: arrays[0].dtype, shape: [&frame, &arrays[0].shape[..]].concat(), data }
        };
        let args = self.args.iter().zip(&stacked).enumerate().map(|(idx, (arg, stacked))| match stacked {
            true => stack(calls.iter().map(|call| &call.args[idx]).collect()),
            false => arg.clone(),
        });
        let results = self.results.iter().map(|(dtype, shape)| (*dtype, [&frame, &shape[..]].concat()));
        let expected = self.stacked_answer(&calls, &stack);
        let (args, results) = (args.collect(), results.collect());
        Some(Self {
            function: self.function.clone(),
            signature: self.signature.clone(),
            lifted: true,
            frame: false,
            args,
            results,
            expected,
            seed: rng.bits(),
        })
    }

    /// The stacks of the calls' results; the failure of one of them is that of all.
    fn stacked_answer(&self, calls: &[Case], stack: &dyn Fn(Vec<&ArrayValue>) -> ArrayValue) -> Rc<Answer> {
        let mut stacks = Vec::new();
        for call in calls {
            match &*call.expected {
                Answer::Values(values) => stacks.push(values),
                fails => return Rc::new(fails.clone()),
            }
        }
        let all =
            (0..self.results.len()).map(|idx| stack(stacks.iter().map(|values| &values[idx]).collect()));
        Rc::new(Answer::Values(all.collect()))
    }

    pub(super) fn finding(&self, what: String) -> Finding {
        let shapes: Vec<String> =
            self.args.iter().map(|arg| format!("{}{:?}", arg.dtype, arg.shape)).collect();
        let inputs: String = self.args.iter().map(|arg| format!("  {:?}\n", arg.data)).collect();
        Finding {
            function: Some(self.function.clone()),
            what,
            inputs: format!("{}\n{inputs}", shapes.join(", ")),
            configuration: None,
        }
    }

    /// By which typed entry the call can be made, if any.
    pub(super) fn typed_entry(&self) -> Entry {
        match (self.lifted, self.frame) {
            (true, _) => Entry::Uniform,
            (false, false) => Entry::Typed,
            (false, true) if self.args.iter().all(|arg| arg.shape == [1]) => Entry::OfScalars,
            _ => Entry::Uniform,
        }
    }

    fn may_refuse(&self, why: &str) -> bool {
        (self.lifted || self.frame) && why.ends_with("determines sizes and cannot have loop dimensions")
    }

    /// A finding if the answer is another one.
    pub(super) fn compare(&self, found: &Answer, configuration: &str) -> Option<Finding> {
        let expected = &*self.expected;
        let what = match (expected, found) {
            (Answer::Values(expected), Answer::Values(found)) => {
                let different = expected.iter().zip(found).position(|(a, b)| !a.same(b))?;
                let (expected, found) = (&expected[different], &found[different]);
                let at = expected.data.iter().zip(&found.data).position(|(a, b)| !a.same(*b)).unwrap_or(0);
                format!(
                    "result {different}, shape {:?}, element {at}: expected {:?}, found {:?}\n  expected {:?}\n  \
                     found    {:?}",
                    expected.shape,
                    expected.data.get(at),
                    found.data.get(at),
                    expected.data,
                    found.data
                )
            }
            // Which of several errors is reported is free; another cell may need more memory than there is.
            (
                Answer::Fails(..),
                Answer::Fails(
                    Status::Shape | Status::Bounds | Status::Assert | Status::Divide | Status::Memory,
                    _,
                ),
            ) => return None,
            // What stands in a `where` has one value, as a size has.
            (_, Answer::Fails(Status::Rank, why)) if self.may_refuse(why) => return None,
            _ => format!("expected {}, found {}", summary(expected), summary(found)),
        };
        Some(self.finding(format!("{configuration}: {what}")))
    }
}

fn summary(answer: &Answer) -> String {
    match answer {
        Answer::Values(_) => "success".into(),
        Answer::Fails(status, message) => format!("{status:?}: {message}"),
    }
}

/// Shapes of the results as the caller must give them; none for a negative extent.
pub fn result_shapes(function: &Function, args: &[ArrayValue]) -> Option<Vec<(DType, Vec<usize>)>> {
    let value = |var: &Var| {
        for (param, arg) in function.params.iter().zip(args) {
            if param == var {
                return arg.data[0].as_i64();
            }
            let shape = &function.vars[*param].ty.shape;
            if let Some(axis) = shape.iter().position(|extent| extent.as_var() == Some(var)) {
                return arg.shape[axis] as i64;
            }
        }
        0
    };
    let shape_of = |ty: &Type| {
        let shape =
            ty.shape.iter().map(|extent| usize::try_from(extent.evaluate(&mut |var| value(var))?).ok());
        Some((ty.dtype, shape.collect::<Option<Vec<_>>>()?))
    };
    function.results.iter().map(shape_of).collect()
}
