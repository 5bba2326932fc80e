//! Runs a program of the array IR both ways on random arguments and compares.

use array::ir::{Function, Var};
use array::{ArrayValue, EvalOptions};
use base::{DType, PassCx, Scalar};
use loops::eval::{Arg, Options, Stop, run};
use loops::ir::{Kernel, Program, Stage};
use loops::{Level, Target, validate};

/// Values for a function's sizes, in order, repeated from the start when there are more.
pub(crate) struct Sizes(Vec<i64>);

impl Sizes {
    /// These values.
    pub(crate) fn fixed(values: &[i64]) -> Self {
        Self(values.to_vec())
    }
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn scalar(&mut self, dtype: DType) -> Scalar {
        let bits = self.next();
        match dtype {
            DType::Bool => Scalar::bool(bits & 1 == 1),
            DType::F32 | DType::F64 if bits.is_multiple_of(97) => Scalar::float(dtype, f64::NAN),
            DType::F32 | DType::F64 => Scalar::float(dtype, (bits >> 11) as f64 / (1u64 << 52) as f64 - 1.0),
            _ => Scalar::int(dtype, (bits % 7) as i64),
        }
    }
}

fn assign(function: &Function, sizes: &Sizes) -> std::collections::BTreeMap<Var, i64> {
    let scalars = function.params.iter().filter(|p| {
        let ty = &function.vars[**p].ty;
        ty.shape.is_empty() && ty.dtype == DType::I64
    });
    let all: Vec<Var> = function.sizes.iter().copied().chain(scalars.copied()).collect();
    all.into_iter().zip(sizes.0.iter().cycle().copied()).collect()
}

/// Memory with gaps between rows, so that strides matter.
fn place(value: &ArrayValue, gap: i64, filled: bool) -> Arg {
    let extents: Vec<i64> = value.shape.iter().map(|n| *n as i64).collect();
    let mut strides = vec![1; extents.len()];
    for axis in (1..extents.len()).rev() {
        strides[axis - 1] = strides[axis] * extents[axis] + gap;
    }
    let space = strides[0] * extents[0].max(1) + 1;
    let mut data = vec![None; usize::try_from(space).unwrap_or(0)];
    if filled {
        for (flat, element) in value.data.iter().enumerate() {
            data[offset(flat as i64, &extents, &strides)] = Some(*element);
        }
    }
    Arg::Array { data, extents, strides }
}

fn offset(mut flat: i64, extents: &[i64], strides: &[i64]) -> usize {
    let mut at = 0;
    for (extent, stride) in extents.iter().zip(strides).rev() {
        at += flat % extent * stride;
        flat /= extent;
    }
    at as usize
}

fn result_of(arg: &Arg, like: &ArrayValue) -> Option<ArrayValue> {
    let data = match arg {
        Arg::Scalar(scalar) => vec![*scalar],
        Arg::Array { data, extents, strides } => {
            (0..like.data.len()).map(|k| data[offset(k as i64, extents, strides)]).collect::<Option<_>>()?
        }
    };
    Some(ArrayValue { dtype: like.dtype, shape: like.shape.clone(), data })
}

/// One run of the array evaluator: its arguments and what came out.
struct Case {
    function: Function,
    args: Vec<ArrayValue>,
    shapes: Vec<(DType, Vec<usize>)>,
    expected: Result<Vec<ArrayValue>, abi::Status>,
}

fn case(program: &array::Program, sizes: &Sizes, seed: u64, fma: bool) -> Case {
    let id = program.functions.ids().next_back().expect("a function");
    let function = program.functions[id].clone();
    let mut random = Random(seed);
    let known = assign(&function, sizes);
    let extent = |size: &array::ir::Size| size.evaluate(&mut |var| known[var]).unwrap_or(0).max(0) as usize;
    let mut args = Vec::new();
    for param in &function.params {
        let ty = &function.vars[*param].ty;
        let shape: Vec<usize> = ty.shape.iter().map(extent).collect();
        let data = match known.get(param) {
            Some(size) => vec![Scalar::i64(*size)],
            None => (0..shape.iter().product()).map(|_| random.scalar(ty.dtype)).collect(),
        };
        args.push(ArrayValue { dtype: ty.dtype, shape, data });
    }
    let shapes = function.results.iter().map(|ty| (ty.dtype, ty.shape.iter().map(extent).collect()));
    let shapes = shapes.collect();
    let options = EvalOptions { fma, ..EvalOptions::default() };
    let expected = array::evaluate(program, id, &args, options).map_err(|error| error.status);
    Case { function, args, shapes, expected }
}

fn kernel_args(case: &Case, kernel: &Kernel) -> Vec<Arg> {
    let mut args = Vec::new();
    if case.function.frame {
        args.push(Arg::Scalar(Scalar::i64(case.args[0].shape[0] as i64)));
    }
    for value in &case.args {
        args.push(if value.shape.is_empty() { Arg::Scalar(value.data[0]) } else { place(value, 2, true) });
    }
    for (dtype, shape) in &case.shapes {
        let empty = ArrayValue { dtype: *dtype, shape: shape.clone(), data: Vec::new() };
        args.push(if shape.is_empty() { Arg::Scalar(Scalar::zero(*dtype)) } else { place(&empty, 3, false) });
    }
    assert_eq!(args.len(), kernel.params.len());
    args
}

fn compare(case: &Case, program: &Program, options: Options, stage: &str) {
    let kernel = program.kernels.last().expect("a kernel");
    let mut args = kernel_args(case, kernel);
    let outcome = run(kernel, &mut args, options);
    match (&case.expected, outcome) {
        (Ok(expected), Ok(())) => {
            let results = &args[args.len() - expected.len()..];
            for (expected, arg) in expected.iter().zip(results) {
                let got = result_of(arg, expected);
                let same = got.as_ref().is_some_and(|got| got.same(expected));
                assert!(same, "{stage}\nexpected {expected:?}\ngot {got:?}\n{program}");
            }
        }
        (Err(status), Err(Stop::Failed(site, _))) => {
            assert_eq!(kernel.sites[site].status, *status, "{stage}")
        }
        (expected, outcome) => panic!("{stage}: expected {expected:?}, got {outcome:?}\n{program}"),
    }
}

/// Compares both ways of running the last function of `text`, at every stage.
pub(crate) fn check(text: &str, sizes: &Sizes, seed: u64) {
    let source = array::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    if let Err(errors) = array::validate(&source) {
        panic!("{}\n{text}", errors.join("\n"));
    }
    let checked = |program: &Program, stage: Stage, after: &str| {
        validate(program, stage).unwrap_or_else(|e| panic!("after {after}: {e}\n{program}"));
        let printed = program.to_string();
        let again = loops::parse(&printed).unwrap_or_else(|e| panic!("{e}\n{printed}"));
        assert_eq!(again.to_string(), printed);
    };
    for level in Level::ALL {
        let target = Target::of(level);
        let case = case(&source, sizes, seed, target.fma);
        let mut program = loops::lower(&source);
        checked(&program, Stage::Scalar, "lower");
        let forwards = Options { fma: target.fma, backwards: false };
        let backwards = Options { backwards: true, ..forwards };
        compare(&case, &program, forwards, "lower");
        compare(&case, &program, backwards, "lower, backwards");
        let mut cx = PassCx::new();
        let schedule = loops::schedule(&program, &target);
        schedule.apply(&mut program, &mut cx);
        checked(&program, Stage::Scalar, "schedule");
        compare(&case, &program, backwards, "schedule");
        for (pass, stage) in loops::PASSES {
            cx.run(pass, &mut program);
            checked(&program, *stage, pass.name);
            compare(&case, &program, backwards, &format!("{} at {}", pass.name, level.name()));
        }
        compare(&case, &program, forwards, "all passes");
        compare(&case, &program, forwards, "all passes");
    }
}
