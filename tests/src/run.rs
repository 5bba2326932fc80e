//! The programs in `tests/run`: source files whose first lines say what calls give.
//!
//! ```text
//! # run: f([1.0, 2.0], 3) == [4.0, 5.0]
//! # run: two(1) == (2, 3.0)
//! # run: g(0.5) ~= 0.479425538604203 within 1e-15
//! # fails: f([1.0], 3) status Bounds "index 3 is outside"
//! ```
//!
//! A function is named by its symbol (`dot_f32` for an instance of several). Values are numbers, `true`, `false`, `inf`,
//! `nan`, nested lists, `empty(2, 0)` (an array without elements), `full(x, 2, 3)` (all elements alike) and
//! `iota(2, 3)` (0, 1, 2, … row-major); their types are those of the parameters and results. `==` compares bit by bit,
//! one NaN like another; `~=` allows a relative error (of values below 1: an absolute one). An argument with one axis
//! more than a scalar parameter has lifts the call.

use std::fs;
use std::path::{Path, PathBuf};

use abi::Status;
use array::ArrayValue;
use base::Scalar;

pub mod library;
mod parse;
mod value;

pub use value::Value;

/// One program with its expectations.
#[derive(Clone, Debug)]
pub struct RunFile {
    /// The file.
    pub path: PathBuf,
    /// Path below the folder, without extension: `reduce/axes`.
    pub name: String,
    /// The whole text.
    pub source: String,
    /// In the order of the file.
    pub runs: Vec<Run>,
}

/// One call and what it gives.
#[derive(Clone, PartialEq, Debug)]
pub struct Run {
    /// From 1.
    pub line: usize,
    /// The symbol of the function.
    pub function: String,
    /// Its arguments.
    pub args: Vec<Value>,
    /// What comes of it.
    pub expected: Expected,
}

/// The outcome of a call.
#[derive(Clone, PartialEq, Debug)]
pub enum Expected {
    /// These results, bit by bit.
    Exactly(Vec<Value>),
    /// These results with at most this error.
    Nearly(Vec<Value>, f64),
    /// An error.
    Fails {
        /// The status of the call.
        status: Status,
        /// A part of the message.
        message: Option<String>,
    },
}

/// Reads the expectations of a program.
///
/// # Errors
/// The line that cannot be read and why.
pub fn parse_runs(source: &str) -> Result<Vec<Run>, String> {
    let mut runs = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let line_number = number + 1;
        if let Some(run) =
            parse::line(line, line_number).map_err(|why| format!("line {line_number}: {why}"))?
        {
            runs.push(run);
        }
    }
    Ok(runs)
}

/// Whether two arrays differ by at most `error`, relative to the expected value where it is above 1.
#[must_use]
pub fn is_near(found: &ArrayValue, expected: &ArrayValue, error: f64) -> bool {
    let near = |(a, b): (&Scalar, &Scalar)| {
        let (x, y) = (a.as_f64(), b.as_f64());
        a.same(*b) || (x - y).abs() <= error * y.abs().max(1.0)
    };
    found.dtype == expected.dtype
        && found.shape == expected.shape
        && found.data.iter().zip(&expected.data).all(near)
}

/// Every program below `folder`, sorted by name.
///
/// # Errors
/// A file that cannot be read, or has no expectation or one that is not well formed.
pub fn load(folder: &Path) -> Result<Vec<RunFile>, String> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    paths.into_iter().map(|path| load_file(folder, path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|e| format!("{}: {e}", folder.display()))?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "arr") {
            paths.push(path);
        }
    }
    Ok(())
}

fn load_file(folder: &Path, path: PathBuf) -> Result<RunFile, String> {
    let source = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let relative = path.strip_prefix(folder).unwrap_or(&path).with_extension("");
    let name = relative.to_string_lossy().replace('\\', "/");
    let runs = parse_runs(&source).map_err(|why| format!("{name}: {why}"))?;
    if runs.is_empty() {
        return Err(format!("{name}: says nothing about what it gives"));
    }
    Ok(RunFile { path, name, source, runs })
}
