//! Tests of the passes: what they make of the programs in `tests/ir`, and that they change no result.
//!
//! A file holds a program, a line of dashes and the program that the pass of its folder makes of it. `UPDATE=1`
//! rewrites the second part.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use array::ir::{Function, Program, Size};
use array::pass::{ALL, PASSES};
use array::{ArrayValue, EvalOptions, evaluate};
use base::{Pass, PassCx};

use crate::common::{Random, program};
use crate::generate;

const SEPARATOR: &str = "# ----------------------------------------------------------------\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ir")
}

/// Runs the passes, each with the validator behind it, and gives their context.
fn apply(passes: &[&Pass<Program>], program: &mut Program) -> PassCx {
    let mut cx = PassCx::new();
    for pass in passes {
        let before = program.to_string();
        cx.run(pass, program);
        if let Err(errors) = array::validate(program) {
            panic!("after {}:\n{}\nbefore:\n{before}\nafter:\n{program}", pass.name, errors.join("\n"));
        }
    }
    cx
}

#[test]
fn passes_make_what_the_files_say() {
    let mut count = 0;
    for pass in ALL {
        let mut files: Vec<PathBuf> = match std::fs::read_dir(folder().join(pass.name)) {
            Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
            Err(_) => panic!("no tests of {}", pass.name),
        };
        files.sort();
        assert!(files.len() >= 2, "{} needs a test that fires and one that declines", pass.name);
        for file in files {
            check_file(pass, &file);
            count += 1;
        }
    }
    assert!(count > 0);
}

fn check_file(pass: &Pass<Program>, file: &Path) {
    let text = std::fs::read_to_string(file).expect("readable");
    let (input, expected) = text.split_once(SEPARATOR).unwrap_or((&text, ""));
    let before = program(input);
    let mut after = before.clone();
    apply(&[pass], &mut after);
    equivalent(&before, &after, 20, &file.display().to_string());
    let found = after.to_string();
    // Twice is the same as once.
    let mut again = array::parse(&found).expect("read back");
    apply(&[pass], &mut again);
    assert_eq!(again.to_string(), found, "{} is not idempotent on {}", pass.name, file.display());
    if std::env::var_os("UPDATE").is_some() {
        let input = input.trim_end();
        std::fs::write(file, format!("{input}\n\n{SEPARATOR}\n{found}")).expect("writable");
        return;
    }
    assert_eq!(found.trim(), expected.trim(), "{} made something else of {}", pass.name, file.display());
}

#[test]
fn passes_change_no_result_of_random_programs() {
    let mut fine = 0;
    let mut fired = BTreeMap::new();
    let rounds = rounds(60);
    for seed in 0..rounds {
        let mut random = Random(seed);
        let before = generate::program(&mut random);
        if let Err(errors) = array::validate(&before) {
            panic!("seed {seed}: {}\n{before}", errors.join("\n"));
        }
        for pass in ALL {
            let mut after = before.clone();
            let inlined = pass.name != array::pass::OUTLINE.name;
            let order: &[_] = if inlined { &[&array::pass::INLINE, pass] } else { &[pass] };
            let cx = apply(order, &mut after);
            *fired.entry(pass.name).or_insert(0) += cx.spent(pass.name);
            equivalent(&before, &after, 3, &format!("seed {seed}, {}", pass.name));
        }
        let mut after = before.clone();
        apply(PASSES, &mut after);
        fine += equivalent(&before, &after, 6, &format!("seed {seed}, all"));
    }
    // The test would be empty if nothing was rewritten or everything failed.
    assert!(fired.values().all(|&count| count > 4), "{fired:?}");
    assert!(fine as u64 * 2 > rounds, "only {fine} evaluations had results");
}

/// How many random programs; `ROUNDS` asks for more.
fn rounds(default: u64) -> u64 {
    std::env::var("ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Fails unless both programs give the same results, or both fail, on some random arguments. Gives how often there
/// were results.
fn equivalent(before: &Program, after: &Program, times: u64, what: &str) -> usize {
    let mut fine = 0;
    let options = EvalOptions { max_steps: 300_000, max_elements: 20_000, ..EvalOptions::default() };
    for (id, function) in before.functions.iter_ids() {
        let Some(new) = after.find(&function.name) else { continue };
        for round in 0..times {
            let Some(args) = arguments(function, &mut Random(round)) else { continue };
            let expected = evaluate(before, id, &args, options);
            if expected
                .as_ref()
                .is_err_and(|e| e.status == abi::Status::Cancelled || e.status == abi::Status::Memory)
            {
                continue;
            }
            let found = evaluate(after, new, &args, options);
            let same = match (&expected, &found) {
                (Ok(a), Ok(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b)),
                (Err(_), Err(_)) => true,
                _ => false,
            };
            assert!(same, "{what}: {expected:?}\nbecame {found:?}\nfor {args:?}\n{before}\nbecame\n{after}");
            fine += usize::from(expected.is_ok());
        }
    }
    fine
}

/// Random arguments that fit the parameters; none where the shapes asked for are negative.
fn arguments(function: &Function, random: &mut Random) -> Option<Vec<ArrayValue>> {
    let mut values = vec![0i64; function.vars.len()];
    let extents = [0, 1, 2, 3, 4, 5, 40];
    for size in &function.sizes {
        let large = random.below(4) == 0;
        values[size.0 as usize] = extents[random.below(extents.len() - usize::from(!large))];
    }
    let mut scalars = Vec::new();
    for &param in &function.params {
        let ty = &function.vars[param].ty;
        let scalar = random.scalar(ty.dtype);
        if ty.shape.is_empty() && ty.dtype == base::DType::I64 {
            values[param.0 as usize] = scalar.as_i64();
        }
        scalars.push(scalar);
    }
    let value = |size: &Size| size.evaluate(&mut |var| values[var.0 as usize]);
    if function.nonnegative.iter().any(|fact| value(fact).is_none_or(|value| value < 0)) {
        return None;
    }
    let mut args = Vec::new();
    for (&param, scalar) in function.params.iter().zip(scalars) {
        let ty = &function.vars[param].ty;
        let shape: Option<Vec<usize>> =
            ty.shape.iter().map(|size| value(size).and_then(|n| usize::try_from(n).ok())).collect();
        let shape = shape?;
        if shape.is_empty() {
            args.push(ArrayValue::scalar(scalar));
            continue;
        }
        let data = (0..shape.iter().product()).map(|_| random.scalar(ty.dtype)).collect();
        args.push(ArrayValue { dtype: ty.dtype, shape, data });
    }
    Some(args)
}
