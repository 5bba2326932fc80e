//! The elementary functions keep to their bounds on a part of what `make accuracy` measures: one of many shards of all
//! `f32`, another one for each commit, all halves, and samples of `f64`.

use std::process::Command;

use base::DType;
use tests::accuracy::complex;
use tests::accuracy::functions::{FUNCTIONS, Function};
use tests::accuracy::inputs::{BLOCK, Shard};
use tests::accuracy::levels;
use tests::accuracy::measure::{Inputs, measure};
use tests::accuracy::record::Line;
use tests::differential::with_stack;

use crate::root;

/// A shard has 262,144 inputs.
const SHARDS: u32 = 1 << 14;

/// The number of the commit, or what `ACCURACY_SHARD` says, modulo the number of shards.
fn shard() -> Shard {
    let count = Command::new("git").args(["rev-list", "--count", "HEAD"]).current_dir(root()).output();
    let count = count.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_string());
    let text = std::env::var("ACCURACY_SHARD").ok().or(count.ok()).unwrap_or_default();
    Shard { idx: text.parse::<u32>().unwrap_or(0) % SHARDS, of: SHARDS }
}

fn inputs_of(function: &Function, dtype: DType, shard: Shard) -> Inputs {
    match (function.arity(), dtype) {
        (1, DType::F16 | DType::BF16) => Inputs::All,
        (1, DType::F32) => Inputs::Shard(shard),
        // Where every result needs many bits, fewer.
        _ if function.nearest(DType::F64, &[0.5, 0.5]).is_none() => Inputs::Samples(BLOCK / 32),
        _ => Inputs::Samples(BLOCK),
    }
}

#[test]
fn elementary_functions_keep_to_their_bounds() {
    let shard = shard();
    println!("shard {} of {}: ACCURACY_SHARD={} tries it again", shard.idx, shard.of, shard.idx);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let functions: Vec<&Function> = FUNCTIONS.iter().collect();
    let dtypes = [DType::F16, DType::BF16, DType::F32, DType::F64];
    let lines: Vec<Line> = with_stack(|| {
        let levels = levels::build(&functions, &dtypes, folder.path()).expect("a library");
        let pairs = dtypes.iter().flat_map(|dtype| functions.iter().map(move |function| (function, *dtype)));
        pairs.flat_map(|(f, dtype)| measure(f, &levels, dtype, inputs_of(f, dtype, shard))).collect()
    });
    assert!(lines.len() >= functions.len() * dtypes.len());
    let wrong: Vec<String> = lines.iter().filter(|line| !is_kept(line)).map(describe).collect();
    assert!(wrong.is_empty(), "shard {} of {}:\n{}", shard.idx, shard.of, wrong.join("\n"));
}

#[test]
fn functions_of_complex_numbers_keep_to_their_bounds() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut wrong = Vec::new();
    with_stack(|| {
        for dtype in [DType::F32, DType::F64] {
            let levels = complex::build(dtype, folder.path()).expect("a library");
            for (number, function) in complex::FUNCTIONS.iter().enumerate() {
                let lines = complex::measure(number, &levels, dtype, BLOCK / 64);
                let is_kept =
                    |line: &Line| line.tried > 0 && line.worst.error <= function.bound && line.differ == 0;
                wrong.extend(lines.iter().filter(|line| !is_kept(line)).map(describe));
            }
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Without fma the functions promise a little less, and levels with it agree.
fn is_kept(line: &Line) -> bool {
    let bound = FUNCTIONS.iter().find(|f| f.name == line.name).map_or(0.0, |f| f.bound);
    let slack = if line.level < 3 { 1.05 } else { 1.0 };
    line.worst.error <= bound * slack && line.differ == 0
}

fn describe(line: &Line) -> String {
    let Line { name, dtype, level, worst, differ, .. } = line;
    format!(
        "{name} {} v{level}: {} ulp at {:?}, where it gives {:?}; {differ} results are not those of the level below",
        dtype.name(),
        worst.error,
        worst.at,
        worst.got
    )
}
