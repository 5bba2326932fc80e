//! Runs a program of the array IR both ways on random arguments and compares.

use array::ir::{Function, Var};
use array::{ArrayValue, EvalOptions};
use base::{DType, PassCx, Scalar};
use loops::eval::{Options, Stop, call};
use loops::ir::{Program, Stage};
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

/// One run of the array evaluator: its arguments and what came out.
struct Case {
    function: Function,
    args: Vec<ArrayValue>,
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
    let options = EvalOptions { fma, ..EvalOptions::default() };
    let expected = array::evaluate(program, id, &args, options).map_err(|error| error.status);
    Case { function, args, expected }
}

fn compare(case: &Case, program: &Program, options: Options, stage: &str) {
    let kernel = program.kernels.last().expect("a kernel");
    match (&case.expected, call(&case.function, program, kernel, &case.args, options)) {
        (Ok(expected), Ok(results)) => {
            for (expected, got) in expected.iter().zip(&results) {
                assert!(got.same(expected), "{stage}\nexpected {expected:?}\ngot {got:?}\n{program}");
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
    for (number, level) in Level::ALL.into_iter().enumerate() {
        // One level looks at every stage, the others at the end only.
        let closely = seed % 3 == number as u64;
        let target = Target::of(level);
        let case = case(&source, sizes, seed, target.fma);
        let mut program = loops::lower(&source);
        checked(&program, Stage::Scalar, "lower");
        let forwards = Options { fma: target.fma, backwards: false };
        let backwards = Options { backwards: true, ..forwards };
        if closely {
            compare(&case, &program, forwards, "lower");
            compare(&case, &program, backwards, "lower, backwards");
        }
        let mut cx = PassCx::new();
        let schedule = loops::schedule(&program, &target);
        schedule.apply(&mut program, &mut cx);
        checked(&program, Stage::Scalar, "schedule");
        if closely {
            compare(&case, &program, backwards, "schedule");
        }
        for (pass, stage) in loops::PASSES {
            cx.run(pass, &mut program);
            checked(&program, *stage, pass.name);
            if closely {
                compare(&case, &program, backwards, &format!("{} at {}", pass.name, level.name()));
            }
        }
        compare(&case, &program, forwards, "all passes");
        compare(&case, &program, forwards, "all passes");
    }
}
