//! A program as a library: every CPU level of this machine, one thread and two, arrays laid out in memory in many ways. The
//! results are the evaluator's bit by bit, and what the program says.

use std::path::Path;

use abi::Status;
use array::ir::{FuncId, Program};
use array::{ArrayValue, EvalOptions};
use base::{DType, Diagnostic};
use driver::pipeline::{Options, Times};
use driver::source::Source;

use super::{Expected, Run, RunFile, is_near};
use crate::differential::configuration::level_of;
use crate::differential::library::{Answer, Entry, Loaded, Machine, levels};
use crate::differential::module::result_shapes;
use crate::generate::rng::Rng;
use crate::parts::{self, Signature};

/// A program without its `fma` twin: what it computes on v2 need not be what it says.
const WITHOUT_FMA: u8 = 2;

/// One line of a program, ready to be called.
struct Call<'a> {
    run: &'a Run,
    args: Vec<ArrayValue>,
    inout: Vec<usize>,
    results: Vec<(DType, Vec<usize>)>,
    /// Whether no array of the results' shapes can be offered: then the boundary refuses the call.
    refused: bool,
    /// With `fma` and without.
    meaning: [Result<Vec<ArrayValue>, Status>; 2],
}

/// Complains about the bytes of a library that exports these names.
pub type LookInside = dyn Fn(&[u8], &[String]) -> Vec<String>;

/// What is wrong with the library of a program: made in the folder, called as its lines say, at every level, on one thread and
/// on two. `look_inside` may complain about the library.
///
/// # Panics
/// Where a library cannot be read or loaded.
#[must_use]
pub fn check_file(file: &RunFile, folder: &Path, look_inside: &LookInside) -> Vec<String> {
    let (mut source, diagnostics) =
        driver::source::analyse(&format!("{}.arr", file.name), file.source.as_bytes());
    if let Some(error) = diagnostics.iter().find(|d| Diagnostic::is_error(d)) {
        return vec![format!("{}: {}", file.name, error.message)];
    }
    source.checked.interface.library = "program".into();
    let program = array::lower(&source.checked.module);
    let calls: Result<Vec<Call<'_>>, String> =
        file.runs.iter().map(|run| Call::new(&source, &program, run)).collect();
    let calls = match calls {
        Ok(calls) => calls,
        Err(why) => return vec![format!("{}: {why}", file.name)],
    };
    let path = folder.join("libprogram.so");
    if let Err(why) = build(&source, &path) {
        return vec![format!("{}: {why}", file.name)];
    }
    let bytes = std::fs::read(&path).expect("the library");
    let foreign = look_inside(&bytes, &source.checked.interface.exports());
    let mut wrong: Vec<String> = foreign.iter().map(|what| format!("{}: {what}", file.name)).collect();
    for level in levels() {
        for threads in [1, 2] {
            let library =
                Loaded::open(&path, "program", Machine { level, threads }).expect("the library loads");
            for call in &calls {
                if let Err(why) = call.check(&library, level) {
                    let (name, line, function) = (&file.name, call.run.line, &call.run.function);
                    wrong.push(format!("{name}:{line}: {function} v{level}, {threads} threads: {why}"));
                }
            }
        }
    }
    wrong
}

fn build(source: &Source, path: &Path) -> Result<(), String> {
    let wanted = levels();
    let levels = wanted.iter().map(|&level| level_of(level)).collect();
    let options = Options { levels, ..Options::default() };
    let built = driver::library::build(source, &options, path, false, &mut Times::default());
    built.map(|_| ()).map_err(|error| format!("{error:?}"))
}

impl<'a> Call<'a> {
    fn new(source: &Source, program: &Program, run: &'a Run) -> Result<Self, String> {
        let named = |(_, f): &(FuncId, &array::ir::Function)| f.exported && f.name == run.function;
        let found = program.functions.iter_ids().find(named);
        let (id, function) = found.ok_or_else(|| format!("no entry point is called {}", run.function))?;
        let signature = Signature::of(&source.checked.interface, &run.function).ok_or("no signature")?;
        let args = signature.params.iter().zip(&run.args).map(|(dtype, value)| value.to_array(*dtype));
        let args: Vec<ArrayValue> = args.collect::<Result<_, _>>()?;
        // A function of scalars is evaluated over one frame dimension.
        let frame = args.iter().map(|arg| arg.shape.clone()).max_by_key(Vec::len).unwrap_or_default();
        let count = frame.iter().product();
        let stretched = |arg: &ArrayValue| {
            let data = if arg.shape.is_empty() { arg.data.repeat(count) } else { arg.data.clone() };
            ArrayValue { dtype: arg.dtype, shape: vec![count], data }
        };
        let flat = if function.frame { args.iter().map(stretched).collect() } else { args.clone() };
        let meaning = [true, false].map(|fma| {
            let options = EvalOptions { fma, ..EvalOptions::default() };
            let results = array::evaluate(program, id, &parts::split(&flat), options);
            let mut results = parts::join(&signature.results, results.map_err(|error| error.status)?);
            if function.frame {
                results.iter_mut().for_each(|result| result.shape.clone_from(&frame));
            }
            Ok(results)
        });
        let shapes = if function.frame {
            Some(signature.results.iter().map(|dtype| (*dtype, frame.clone())).collect())
        } else {
            let shapes = result_shapes(function, &parts::split(&args));
            shapes.map(|shapes| parts::join_types(&signature.results, &shapes))
        };
        // Where a result has no shape, or one beyond all memory, the call is refused, whatever is offered.
        let fits = |shape: &Vec<usize>| {
            shape.iter().try_fold(1usize, |product, n| product.checked_mul(*n)).is_some_and(|n| n < 1 << 24)
        };
        let shapes = shapes.filter(|all: &Vec<(DType, Vec<usize>)>| all.iter().all(|(_, shape)| fits(shape)));
        let any = || {
            let types = function.results.iter().map(|ty| (ty.dtype, vec![0; ty.shape.len()]));
            parts::join_types(&signature.results, &types.collect::<Vec<_>>())
        };
        Ok(Self {
            run,
            args,
            inout: signature.inout,
            refused: shapes.is_none(),
            results: shapes.unwrap_or_else(any),
            meaning,
        })
    }

    fn check(&self, library: &Loaded, level: u8) -> Result<(), String> {
        let mut layouts = Rng::new(u64::from(level) + self.run.line as u64 * 8);
        let found = library.call(
            &self.run.function,
            Entry::Uniform,
            &self.args,
            &self.inout,
            &self.results,
            &mut layouts,
        )?;
        if self.refused && matches!(&found, Answer::Fails(Status::Shape, _)) {
            return Ok(());
        }
        match (&self.meaning[usize::from(level == WITHOUT_FMA)], &found) {
            (Ok(meaning), Answer::Values(values)) => {
                if !meaning.iter().zip(values).all(|(a, b)| a.same(b)) {
                    return Err(format!("gives {values:?}, not {meaning:?}"));
                }
            }
            (Err(meaning), Answer::Fails(status, message)) => {
                if meaning != status || message.is_empty() {
                    return Err(format!("fails with {status:?}, not {meaning:?}: {message}"));
                }
            }
            (meaning, found) => return Err(format!("gives {found:?}, not {meaning:?}")),
        }
        if level == WITHOUT_FMA { Ok(()) } else { self.check_expectation(&found) }
    }

    fn check_expectation(&self, found: &Answer) -> Result<(), String> {
        let (expected, error) = match &self.run.expected {
            Expected::Exactly(values) => (values, None),
            Expected::Nearly(values, error) => (values, Some(*error)),
            Expected::Fails { status, .. } => {
                let fails = matches!(found, Answer::Fails(found, _) if found == status);
                return if fails { Ok(()) } else { Err(format!("gives {found:?}")) };
            }
        };
        let Answer::Values(values) = found else { return Err(format!("gives {found:?}")) };
        for (value, expected) in values.iter().zip(expected) {
            let expected = expected.to_array(value.dtype)?;
            let equal = match error {
                None => value.same(&expected),
                Some(error) => is_near(value, &expected, error),
            };
            if !equal {
                return Err(format!("gives {value:?}, not {expected:?}"));
            }
        }
        Ok(())
    }
}
