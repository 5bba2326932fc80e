//! One module of random programs: what its calls mean, and what its libraries give.

use std::path::Path;
use std::rc::Rc;

use abi::Status;
use array::ir::{FuncId, Function, Program};
use array::{ArrayValue, EvalOptions};
use base::{DType, Diagnostic};
use driver::pipeline::{self, Options, Times};
use driver::source::Source;
use loops::Level;

use super::library::{Answer, Loaded, Machine, levels};
use super::{Counts, Finding, panics};
use crate::generate::rng::Rng;
use crate::inputs::{self, Scale};
use crate::parts::{self, Signature};

/// Longer evaluations are skipped.
const STEPS: u64 = 200_000;
/// Larger arrays are skipped.
const ELEMENTS: usize = 1 << 17;

/// A call of an entry point with what it means.
struct Case {
    function: String,
    signature: Signature,
    /// Whether the arguments have one dimension more than the parameters: the call loops over it.
    lifted: bool,
    args: Vec<ArrayValue>,
    /// Types of the results.
    results: Vec<(DType, Vec<usize>)>,
    /// With `fma` and without.
    expected: [Rc<Answer>; 2],
    seed: u64,
}

/// A module that compiles, with its calls.
pub struct Module {
    source: Source,
    cases: Vec<Case>,
}

/// Parses and checks a text; the messages where it is refused.
///
/// # Errors
/// What is wrong with it.
pub fn analyse(text: &str) -> Result<Source, Vec<String>> {
    let (mut source, diagnostics) = driver::source::analyse("random.arr", text.as_bytes());
    if diagnostics.iter().any(Diagnostic::is_error) {
        let errors = diagnostics.into_iter().filter(Diagnostic::is_error);
        return Err(errors.map(|d| format!("{}: {}", d.code, d.message)).collect());
    }
    source.checked.interface.library = "random".into();
    Ok(source)
}

impl Module {
    /// The module with a few calls of each entry point.
    #[must_use]
    pub fn new(source: Source, seed: u64, at: &dyn Fn(&str), counts: &mut Counts) -> Self {
        let program = array::lower(&source.checked.module);
        let mut cases = Vec::new();
        let entries = program.functions.iter_ids().filter(|(_, f)| f.exported);
        for (id, function) in entries {
            let Some(signature) = Signature::of(&source.checked.interface, &function.name) else { continue };
            counts.programs += 1;
            at(&format!("evaluate {}", function.name));
            for (number, scale) in Scale::ALL.into_iter().enumerate() {
                // The number in the name, so that a program that was made smaller has the same arguments.
                let entry =
                    function.name.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0u64);
                let case_seed =
                    seed.wrapping_mul(1000).wrapping_add(entry).wrapping_mul(8).wrapping_add(number as u64);
                let mut rng = Rng::new(case_seed);
                if scale == Scale::Huge && rng.chance(70) {
                    continue;
                }
                let case = inputs::choose(function, scale, &mut rng)
                    .map(|args| parts::join(&signature.params, args))
                    .and_then(|args| Case::new(&program, id, &signature, args, rng.next()));
                let Some(case) = case else {
                    counts.skipped += 1;
                    continue;
                };
                if number == 1 && !function.frame {
                    cases.extend(case.lifted(&program, id, &mut rng));
                }
                cases.push(case);
            }
        }
        Self { source, cases }
    }

    /// Compiles the module into `folder`, calls it in every way and compares.
    pub fn run(&self, folder: &Path, rng: &mut Rng, at: &dyn Fn(&str), counts: &mut Counts) -> Vec<Finding> {
        let mut findings = self.passes(at);
        let mut machines = Vec::new();
        for level in levels() {
            machines.extend([1, 2].map(|threads| Machine { level, threads }));
        }
        // Small parts, so that small arrays are worked on by several threads.
        let part = rng.chance(60).then(|| 1 << (4 + rng.below(12)));
        let options = Options { part, ..Options::default() };
        findings.extend(self.library(
            folder,
            &options,
            &format!("all passes, parts {part:?}"),
            &machines,
            at,
            counts,
        ));
        // Whatever is called must be inlined before the program is lowered further.
        let names: Vec<&str> = pipeline::pass_names().into_iter().filter(|name| *name != "inline").collect();
        let fuel = match rng.below(3) {
            0 => names.iter().map(|name| ((*name).to_string(), 0)).collect(),
            1 => vec![((*rng.pick(&names)).to_string(), rng.next() % 6)],
            _ => vec![((*rng.pick(&names)).to_string(), 0)],
        };
        let name = format!("{fuel:?}, parts {part:?}");
        let machine = *rng.pick(&machines);
        let options = Options { fuel, part, ..Options::default() };
        findings.extend(self.library(folder, &options, &name, &[machine], at, counts));
        findings
    }

    /// The passes of the array IR, by the evaluator.
    fn passes(&self, at: &dyn Fn(&str)) -> Vec<Finding> {
        at("passes of the array IR");
        let options = Options { verify: true, ..Options::default() };
        let passes = || pipeline::middle(&self.source, &options, &mut Times::default());
        let program = match panics::caught(passes) {
            Ok(Ok(middle)) => middle.program,
            Ok(Err(refusal)) => return vec![Finding::whole(format!("refused: {refusal:?}"))],
            Err(panic) => return vec![Finding::whole(format!("panic: {panic}"))],
        };
        let mut findings = Vec::new();
        for case in &self.cases {
            let Some(id) = program.find(&case.function).filter(|_| !case.lifted) else { continue };
            let options = EvalOptions { max_steps: 20 * STEPS, ..options_for(true) };
            let found = evaluate(&program, id, &case.signature, &case.args, options);
            let Some(found) = found else { continue };
            findings.extend(case.compare(
                &case.expected[0],
                &found,
                "evaluator after the passes of the array IR",
            ));
        }
        findings
    }

    fn library(
        &self,
        folder: &Path,
        options: &Options,
        name: &str,
        machines: &[Machine],
        at: &dyn Fn(&str),
        counts: &mut Counts,
    ) -> Vec<Finding> {
        at(&format!("compile, {name}"));
        let wanted: Vec<Level> = Level::ALL
            .into_iter()
            .filter(|level| machines.iter().any(|m| m.level == number(*level)))
            .collect();
        let options = Options { levels: wanted, verify: true, ..options.clone() };
        let path = folder.join("librandom.so");
        let build = || driver::library::build(&self.source, &options, &path, false, &mut Times::default());
        match panics::caught(build) {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => return vec![Finding::whole(format!("no library with {name}: {error:?}"))],
            Err(panic) => return vec![Finding::whole(format!("panic with {name}: {panic}"))],
        }
        let mut findings = Vec::new();
        for machine in machines {
            let configuration = format!("level v{}, {} threads, {name}", machine.level, machine.threads);
            match Loaded::open(&path, "random", *machine) {
                Ok(library) => self.calls(&library, *machine, &configuration, at, counts, &mut findings),
                Err(error) => findings.push(Finding::whole(format!("{configuration}: {error}"))),
            }
        }
        findings
    }

    fn calls(
        &self,
        library: &Loaded,
        machine: Machine,
        configuration: &str,
        at: &dyn Fn(&str),
        counts: &mut Counts,
        findings: &mut Vec<Finding>,
    ) {
        for case in &self.cases {
            at(&format!("{configuration}, function {}", case.function));
            counts.calls += 1;
            let mut layouts = Rng::new(case.seed ^ u64::from(machine.level));
            let expected = &case.expected[usize::from(machine.level == 2)];
            match library.call(&case.function, &case.args, &case.signature.inout, &case.results, &mut layouts)
            {
                Ok(found) => findings.extend(case.compare(expected, &found, configuration)),
                Err(error) => findings.push(case.finding(format!("{configuration}: {error}"))),
            }
        }
    }
}

/// 2 for v2.
pub fn number(level: Level) -> u8 {
    match level {
        Level::V2 => 2,
        Level::V3 => 3,
        Level::V4 => 4,
    }
}

fn options_for(fma: bool) -> EvalOptions {
    EvalOptions { fma, max_steps: STEPS, max_elements: ELEMENTS }
}

/// What a call means; none where finding out takes too long.
fn evaluate(
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
    fn new(
        program: &Program,
        id: FuncId,
        signature: &Signature,
        args: Vec<ArrayValue>,
        seed: u64,
    ) -> Option<Self> {
        let function = &program.functions[id];
        let with = Rc::new(evaluate(program, id, signature, &args, options_for(true))?);
        let without = Rc::new(evaluate(program, id, signature, &args, options_for(false))?);
        let results = result_shapes(function, &parts::split(&args))?;
        let results = parts::join_types(&signature.results, &results);
        Some(Self {
            function: function.name.clone(),
            signature: signature.clone(),
            lifted: false,
            args,
            results,
            expected: [with, without],
            seed,
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

    /// The call over a loop dimension: some of the arguments are stacks of such arrays.
    fn lifted(&self, program: &Program, id: FuncId, rng: &mut Rng) -> Option<Self> {
        let cells = 1 + rng.below(3);
        let stacked = self.choose_stacked(&program.functions[id], rng);
        // The loop dimensions are those of what is only read.
        if !(0..stacked.len()).any(|idx| stacked[idx] && !self.signature.inout.contains(&idx)) {
            return None;
        }
        let mut calls = Vec::new();
        for _ in 0..cells {
            let args = self.args.iter().zip(&stacked).map(|(arg, stacked)| match stacked {
                true => ArrayValue {
                    data: inputs::elements(arg.dtype.part(), arg.data.len(), rng),
                    ..arg.clone()
                },
                false => arg.clone(),
            });
            calls.push(Case::new(program, id, &self.signature, args.collect(), 0)?);
        }
        let stack = |arrays: Vec<&ArrayValue>| {
            let data = arrays.iter().flat_map(|array| array.data.clone()).collect();
            ArrayValue { dtype: arrays[0].dtype, shape: [&[cells], &arrays[0].shape[..]].concat(), data }
        };
        let args = self.args.iter().zip(&stacked).enumerate().map(|(idx, (arg, stacked))| match stacked {
            true => stack(calls.iter().map(|call| &call.args[idx]).collect()),
            false => arg.clone(),
        });
        let results = self.results.iter().map(|(dtype, shape)| (*dtype, [&[cells], &shape[..]].concat()));
        let expected = [0, 1].map(|which| {
            let mut stacks = Vec::new();
            for call in &calls {
                match &*call.expected[which] {
                    Answer::Values(values) => stacks.push(values),
                    fails => return Rc::new(fails.clone()),
                }
            }
            let all =
                (0..self.results.len()).map(|idx| stack(stacks.iter().map(|values| &values[idx]).collect()));
            Rc::new(Answer::Values(all.collect()))
        });
        let (args, results) = (args.collect(), results.collect());
        Some(Self {
            function: self.function.clone(),
            signature: self.signature.clone(),
            lifted: true,
            args,
            results,
            expected,
            seed: rng.next(),
        })
    }

    fn finding(&self, what: String) -> Finding {
        let shapes: Vec<String> =
            self.args.iter().map(|arg| format!("{}{:?}", arg.dtype, arg.shape)).collect();
        let inputs: String = self.args.iter().map(|arg| format!("  {:?}\n", arg.data)).collect();
        Finding {
            function: Some(self.function.clone()),
            what,
            inputs: format!("{}\n{inputs}", shapes.join(", ")),
        }
    }

    fn compare(&self, expected: &Answer, found: &Answer, configuration: &str) -> Option<Finding> {
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
            // Which of several errors is reported is free.
            (Answer::Fails(..), Answer::Fails(status, _))
                if matches!(status, Status::Shape | Status::Bounds | Status::Assert | Status::Divide) =>
            {
                return None;
            }
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
pub fn result_shapes(
    function: &array::ir::Function,
    args: &[ArrayValue],
) -> Option<Vec<(DType, Vec<usize>)>> {
    let value = |var: &array::ir::Var| {
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
    let shape_of = |ty: &array::ir::Type| {
        let shape =
            ty.shape.iter().map(|extent| usize::try_from(extent.evaluate(&mut |var| value(var))?).ok());
        Some((ty.dtype, shape.collect::<Option<Vec<_>>>()?))
    };
    function.results.iter().map(shape_of).collect()
}
