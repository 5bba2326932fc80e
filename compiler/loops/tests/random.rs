//! Random programs of the array IR: the loop IR gives the same, after every pass.
//!
//! `ROUNDS` asks for more programs, `SEED` for others.

#[path = "../../array/tests/common.rs"]
mod common;
#[path = "../../array/tests/generate.rs"]
mod generate;

use array::ir::Program;
use array::{ArrayValue, EvalOptions};
use base::{DType, PassCx, Scalar};
use common::Random;
use loops::eval::{Options, Stop, call};
use loops::ir::Stage;
use loops::{Level, Target};

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Arguments of `main`, of random extents.
fn arguments(random: &mut Random) -> Vec<ArrayValue> {
    let extents = [0, 1, 2, 3, 5, 8, 17, 33, 40];
    let (n, m) = (extents[random.below(extents.len())], extents[random.below(extents.len())]);
    let mut array = |dtype: DType, shape: &[usize]| {
        let data = (0..shape.iter().product()).map(|_| random.scalar(dtype)).collect();
        ArrayValue { dtype, shape: shape.to_vec(), data }
    };
    let (x, y) = (array(DType::F64, &[n, m]), array(DType::F64, &[n]));
    let (idx, a) = (array(DType::I64, &[m]), array(DType::F64, &[]));
    let k = ArrayValue::scalar(Scalar::i64(random.below(9) as i64 - 2));
    vec![x, y, idx, k, a]
}

/// Compares one program at one level; whether there were results.
fn agrees(source: &Program, level: Level, random: &mut Random, seed: u64) -> bool {
    let target = Target::of(level);
    let mut program = loops::lower(source);
    let mut cx = PassCx::new();
    let mut stages = Vec::new();
    for pass in loops::BEFORE {
        cx.run(pass, &mut program);
        stages.push((program.clone(), pass.name));
    }
    loops::schedule(&program, &target).apply(&mut program, &mut cx);
    stages.push((program.clone(), "schedule"));
    for (pass, stage) in loops::PASSES {
        cx.run(pass, &mut program);
        let valid = loops::validate(&program, *stage);
        valid.unwrap_or_else(|e| {
            panic!("seed {seed}, {} after {}: {e}\n{source}\n{program}", level.name(), pass.name)
        });
        stages.push((program.clone(), pass.name));
    }
    assert_eq!(stages.last().map(|_| Stage::Vector), loops::PASSES.last().map(|(_, stage)| *stage));
    let Some((id, function)) = source.functions.iter_ids().find(|(_, function)| function.exported) else {
        return false;
    };
    let mut fine = false;
    for _ in 0..3 {
        let args = arguments(random);
        let options = EvalOptions { fma: target.fma, max_elements: 1 << 12, max_steps: 4_000 };
        let expected = array::evaluate(source, id, &args, options);
        let limit = |status| matches!(status, abi::Status::Memory | abi::Status::Cancelled);
        if expected.as_ref().is_err_and(|error| limit(error.status)) {
            continue;
        }
        for (program, stage) in &stages {
            let options = Options { fma: target.fma, backwards: true };
            let got = call(function, program, &program.kernels[0], &args, options);
            let same = match (&expected, &got) {
                (Ok(expected), Ok(got)) => expected.iter().zip(got).all(|(a, b)| a.same(b)),
                (Err(_), Err(Stop::Failed(..) | Stop::Refused)) => true,
                _ => false,
            };
            assert!(
                same,
                "seed {seed}, {} after {stage}\n{args:?}\nexpected {expected:?}\ngot {got:?}\n{source}\n{program}",
                level.name()
            );
        }
        fine |= expected.is_ok();
    }
    fine
}

#[test]
fn random_programs_agree() {
    let (rounds, first) = (number("ROUNDS", 24), number("SEED", 0));
    let mut fine = 0;
    for seed in first..first + rounds {
        let mut random = Random(seed);
        let mut source = generate::program(&mut random);
        PassCx::new().run(&array::pass::INLINE, &mut source);
        if seed % 2 == 1 {
            array::PASSES.iter().for_each(|pass| PassCx::new().run(pass, &mut source));
        }
        let source = common::program(&source.to_string());
        let level = Level::ALL[(seed % 3) as usize];
        fine += u64::from(agrees(&source, level, &mut random, seed));
    }
    assert!(fine * 10 > rounds, "only {fine} programs had results");
}
