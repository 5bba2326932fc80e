//! The programs in `tests/run` by the evaluator, before and after the passes of the array IR.

mod loop_ir;

use std::fs;
use std::path::PathBuf;
use std::thread;

use abi::Status;
use array::ir::{FuncId, Program};
use array::{ArrayValue, EvalError, EvalOptions};
use base::{Diagnostic, PassCx, SourceMap};
use tests::parts::{self, Signature};
use tests::run::{self, Expected, Run, RunFile};

/// The checker's recursion is as deep as the tree.
const STACK: usize = 256 << 20;

fn programs() -> Vec<RunFile> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("run");
    let only = std::env::var("RUN").unwrap_or_default();
    let mut programs = run::load(&folder).expect("programs with expectations");
    programs.extend(tests::docs::runs(&folder.join("../..")));
    programs.extend(tests::docs::library_examples(&folder.join("../..")));
    programs.extend(tests::corners::runs(&folder.join("../..")));
    programs.into_iter().filter(|program| program.name.contains(&only)).collect()
}

/// The standard library: its texts, and its modules sorted by name.
fn standard_library() -> (SourceMap, Vec<syntax::ast::Module>) {
    let mut sources = SourceMap::default();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../stdlib");
    let entries = fs::read_dir(folder).expect("the standard library");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "arr"));
    paths.sort();
    let parse = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a module");
        let file = sources.add(path.to_string_lossy(), &text);
        syntax::parse(file, &text).0
    };
    let modules = paths.into_iter().map(parse).collect();
    (sources, modules)
}

/// The array program of a source, or its diagnostics.
fn compile(
    program: &RunFile,
    (sources, prelude): &(SourceMap, Vec<syntax::ast::Module>),
) -> Result<(Program, abi::Interface), Vec<String>> {
    let mut sources = sources.clone();
    let file = sources.add(&program.name, &program.source);
    let (module, mut diagnostics) = syntax::parse(file, &program.source);
    if !diagnostics.iter().any(Diagnostic::is_error) {
        let checked = check::check(&sources, &module, prelude);
        diagnostics = checked.diagnostics;
        if !diagnostics.iter().any(Diagnostic::is_error) {
            let program = array::lower(&checked.module);
            return entries_agree(&program, &checked.interface).map(|()| (program, checked.interface));
        }
    }
    let show = |diagnostic: Diagnostic| {
        let (line, column) = diagnostic.span().map_or((0, 0), |span| sources.line_column(span));
        format!("{}:{line}:{column}: {}: {}", program.name, diagnostic.code, diagnostic.message)
    };
    Err(diagnostics.into_iter().map(show).collect())
}

/// The boundary and the program say the same of every entry point.
fn entries_agree(program: &Program, interface: &abi::Interface) -> Result<(), Vec<String>> {
    let mut wrong = Vec::new();
    let exported = program.functions.iter().filter(|function| function.exported);
    let instances: Vec<&abi::Instance> = interface.functions.iter().flat_map(|f| &f.instances).collect();
    if exported.count() != instances.len() {
        wrong.push("the boundary has another number of entry points".to_string());
    }
    for instance in instances {
        let found = program.functions.iter().find(|f| f.exported && f.name == instance.symbol);
        let updated: Vec<abi::Param> = instance.params.iter().filter(|param| param.inout).cloned().collect();
        let agrees = found.is_some_and(|f| {
            f.frame == instance.has_frame()
                && f.params.len() == parts_of(&instance.params, f.frame)
                && f.results.len() - f.inout.len() == parts_of(&instance.results, f.frame)
                && f.inout.len() == parts_of(&updated, f.frame)
        });
        if !agrees {
            wrong.push(format!("{} is not what the boundary says", instance.symbol));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// How many values of the array IR they are: a complex scalar is two, unless it lies in an array of its frame.
fn parts_of(params: &[abi::Param], frame: bool) -> usize {
    params
        .iter()
        .map(|param| if param.is_scalar() && !frame { parts::parts_of(param.dtype) } else { 1 })
        .sum()
}

/// The function of a call, its signature, its arguments as the evaluator takes them, and the shape of its frame. A function of scalars takes vectors, so its
/// scalars go in and out as vectors of one element.
fn arguments(
    (program, interface): &(Program, abi::Interface),
    run: &Run,
) -> Result<(FuncId, Signature, Vec<ArrayValue>, Vec<usize>), String> {
    let named =
        |(_, function): &(FuncId, &array::ir::Function)| function.exported && function.name == run.function;
    let Some((id, function)) = program.functions.iter_ids().find(named) else {
        return Err(format!("no entry point is called {}", run.function));
    };
    let signature = Signature::of(interface, &run.function).ok_or("no signature")?;
    if signature.params.len() != run.args.len() {
        return Err(format!("{} parameters, {} arguments", signature.params.len(), run.args.len()));
    }
    let args = signature.params.iter().zip(&run.args).map(|(dtype, value)| value.to_array(*dtype));
    let mut args = args.collect::<Result<Vec<_>, _>>()?;
    let frame = args.iter().map(|arg| arg.shape.clone()).max_by_key(Vec::len).unwrap_or_default();
    if function.frame {
        let count = frame.iter().product();
        for arg in &mut args {
            if arg.shape.is_empty() {
                arg.data = arg.data.repeat(count);
            }
            arg.shape = vec![count];
        }
    }
    Ok((id, signature, parts::split(&args), frame))
}

fn call(
    compiled: &(Program, abi::Interface),
    run: &Run,
) -> Result<Result<Vec<ArrayValue>, EvalError>, String> {
    let (id, signature, args, frame) = arguments(compiled, run)?;
    Ok(array::evaluate(&compiled.0, id, &args, EvalOptions::default()).map(|results| {
        let mut results = parts::join(&signature.results, results);
        if compiled.0.functions[id].frame {
            results.iter_mut().for_each(|result| result.shape.clone_from(&frame));
        }
        results
    }))
}

fn differences(program: &(Program, abi::Interface), run: &Run) -> Result<(), String> {
    let outcome = call(program, run)?;
    let (expected, error) = match &run.expected {
        Expected::Exactly(values) => (values, None),
        Expected::Nearly(values, error) => (values, Some(*error)),
        Expected::Fails { status, message } => return fails_as(outcome, *status, message.as_deref()),
    };
    let results = outcome.map_err(|error| format!("fails: {:?}: {}", error.status, error.message))?;
    if results.len() != expected.len() {
        return Err(format!("{} results, {} expected", results.len(), expected.len()));
    }
    for (result, expected) in results.iter().zip(expected) {
        let expected = expected.to_array(result.dtype)?;
        let equal = match error {
            None => result.same(&expected),
            Some(error) => run::is_near(result, &expected, error),
        };
        if !equal {
            return Err(format!("gives {:?} {:?}", result.shape, result.data));
        }
    }
    Ok(())
}

fn fails_as(
    outcome: Result<Vec<ArrayValue>, EvalError>,
    status: Status,
    message: Option<&str>,
) -> Result<(), String> {
    match outcome {
        Ok(results) => Err(format!("gives {results:?}")),
        Err(error) if error.status != status => Err(format!("fails: {:?}: {}", error.status, error.message)),
        Err(error) if message.is_some_and(|part| !error.message.contains(part)) => {
            Err(format!("says: {}", error.message))
        }
        Err(_) => Ok(()),
    }
}

/// Runs every program after `prepare` and tells of those that give something else.
fn run_all(prepare: fn(&mut Program)) {
    let work = move || {
        let mut wrong = Vec::new();
        let library = standard_library();
        for file in programs() {
            let mut program = match compile(&file, &library) {
                Ok(program) => program,
                Err(diagnostics) => {
                    wrong.extend(diagnostics);
                    continue;
                }
            };
            prepare(&mut program.0);
            if let Err(errors) = array::validate(&program.0) {
                wrong.extend(errors.into_iter().map(|error| format!("{}: {error}", file.name)));
                continue;
            }
            for run in &file.runs {
                if let Err(why) = differences(&program, run) {
                    wrong.push(format!("{}:{}: {} {why}", file.name, run.line, run.function));
                }
            }
        }
        assert!(wrong.is_empty(), "{} lines are wrong\n{}", wrong.len(), wrong.join("\n"));
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread");
    thread.join().expect("every program gives what it says");
}

#[test]
fn programs_give_what_they_say() {
    run_all(|_| {});
}

#[test]
fn the_passes_keep_what_programs_give() {
    run_all(|program| {
        let mut cx = PassCx::new();
        for pass in array::PASSES {
            cx.run(pass, program);
            if let Err(errors) = array::validate(program) {
                panic!("after {}: {}", pass.name, errors.join("; "));
            }
        }
    });
}

#[test]
fn there_are_many_programs() {
    let count = programs().len();
    assert!(count >= 150, "{count} programs");
}

#[test]
fn the_loop_ir_gives_the_same() {
    let work = || {
        let library = standard_library();
        let wrong: Vec<String> = programs()
            .iter()
            .filter_map(|file| Some((file, compile(file, &library).ok()?)))
            .flat_map(|(file, program)| loop_ir::differences(file, program))
            .collect();
        assert!(wrong.is_empty(), "{} calls are wrong\n{}", wrong.len(), wrong.join("\n"));
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread");
    thread.join().expect("the loop IR gives what the array IR gives");
}
