//! Measures the elementary functions at every CPU level of this machine.
//!
//! ```text
//! accuracy --state FILE                      everything that FILE does not have yet, shard by shard
//! accuracy --state FILE --type f32 exp ln    two functions of one type
//! accuracy --state FILE --shards 0..16       only these of the 256 shards of all f32
//! accuracy --state FILE --complex            functions of complex numbers on samples
//! accuracy --state FILE --table              what FILE has, as the table of docs/accuracy.md
//! ```
//! Several processes may write one FILE, each with its own shards. The exit status is 1 if an error is above 1 or two levels with
//! fma disagree.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use base::DType;
use tests::accuracy::functions::{FUNCTIONS, Function};
use tests::accuracy::inputs::Shard;
use tests::accuracy::measure::{Inputs, measure};
use tests::accuracy::record::{self, Line};
use tests::accuracy::{complex, levels, table};
use tests::differential::with_stack;

/// Shards of all `f32`.
const SHARDS: u32 = 256;
const TYPES: [DType; 4] = [DType::F16, DType::BF16, DType::F64, DType::F32];

/// What the command line says.
struct Job {
    state: String,
    dtypes: Vec<DType>,
    shards: std::ops::Range<u32>,
    samples: usize,
    names: Vec<String>,
    table: bool,
    complex: bool,
}

fn parse() -> Option<Job> {
    let mut job = Job {
        state: String::new(),
        dtypes: TYPES.to_vec(),
        shards: 0..SHARDS,
        samples: 4_000_000,
        names: Vec::new(),
        table: false,
        complex: false,
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--state" => job.state = args.next()?,
            "--type" => job.dtypes = vec![DType::from_name(&args.next()?)?],
            "--samples" => job.samples = args.next()?.parse().ok()?,
            "--shards" => {
                let text = args.next()?;
                let (from, to) = text.split_once("..")?;
                job.shards = from.parse().ok()?..to.parse().ok()?;
            }
            "--table" => job.table = true,
            "--complex" => job.complex = true,
            name if name.starts_with('-') => return None,
            name => job.names.push(name.into()),
        }
    }
    (!job.state.is_empty() && job.shards.end <= SHARDS).then_some(job)
}

fn main() -> ExitCode {
    let Some(job) = parse() else {
        eprintln!("accuracy --state FILE [--type T] [--shards A..B] [--samples N] [--table] [FUNCTION ...]");
        return ExitCode::from(2);
    };
    let known = fs::read_to_string(&job.state).unwrap_or_default();
    if job.table {
        print!("{}", table::write(&record::joined(&known)));
        return ExitCode::SUCCESS;
    }
    match with_stack(|| run(&job, &known)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(bad) => {
            eprintln!("{bad} functions are worse than promised");
            ExitCode::FAILURE
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
    }
}

/// Measures and appends; how many lines are bad.
fn run(job: &Job, known: &str) -> Result<usize, String> {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    if job.complex {
        return run_complex(job, folder.path());
    }
    let is_wanted = |f: &&Function| job.names.is_empty() || job.names.iter().any(|name| name == f.name);
    let functions: Vec<&Function> = FUNCTIONS.iter().filter(is_wanted).collect();
    let levels = levels::build(&functions, &job.dtypes, folder.path())?;
    let done: BTreeSet<(String, DType, String)> =
        known.lines().filter_map(Line::parse).map(|l| (l.name, l.dtype, l.inputs)).collect();
    let file = OpenOptions::new().create(true).append(true).open(&job.state);
    let mut file = file.map_err(|e| format!("{}: {e}", job.state))?;
    let mut bad = 0;
    for (function, dtype, inputs) in parts(job, &functions) {
        if done.contains(&(function.name.into(), dtype, inputs.to_string())) {
            continue;
        }
        let lines = measure(function, &levels, dtype, inputs);
        bad += lines.iter().filter(|line| line.worst.error > 1.0 || line.differ > 0).count();
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        file.write_all(text.as_bytes()).map_err(|e| e.to_string())?;
    }
    Ok(bad)
}

/// Measures the functions of complex numbers and appends; how many lines are bad.
fn run_complex(job: &Job, folder: &Path) -> Result<usize, String> {
    let mut text = String::new();
    let mut bad = 0;
    for dtype in [DType::F32, DType::F64] {
        let levels = complex::build(dtype, folder)?;
        for (number, function) in complex::FUNCTIONS.iter().enumerate() {
            for line in complex::measure(number, &levels, dtype, job.samples) {
                bad += usize::from(line.worst.error > function.bound || line.differ > 0);
                text += &format!("{line}\n");
            }
        }
    }
    let file = OpenOptions::new().create(true).append(true).open(&job.state);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|e| format!("{}: {e}", job.state))?;
    Ok(bad)
}

/// What is to be measured, in order: halves and samples first, then all functions on one shard of `f32` after the other.
fn parts<'a>(job: &Job, functions: &[&'a Function]) -> Vec<(&'a Function, DType, Inputs)> {
    let mut parts = Vec::new();
    for &dtype in &job.dtypes {
        for &function in functions {
            let is_half = matches!(dtype, DType::F16 | DType::BF16);
            match (function.arity(), dtype) {
                (1, DType::F32) => {}
                (1, _) if is_half => parts.push((function, dtype, Inputs::All)),
                _ => parts.push((function, dtype, Inputs::Samples(job.samples))),
            }
        }
    }
    if job.dtypes.contains(&DType::F32) {
        for idx in job.shards.clone() {
            let shard = Inputs::Shard(Shard { idx, of: SHARDS });
            let ones = functions.iter().filter(|f| f.arity() == 1);
            parts.extend(ones.map(|&function| (function, DType::F32, shard)));
        }
    }
    parts
}
