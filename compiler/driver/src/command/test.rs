//! `arrc test`: runs the `test` blocks of programs.

use std::path::PathBuf;

use array::{EvalOptions, evaluate};
use base::{Diagnostic, SourceMap, Span};
use clap::Args;
use serde_json::json;
use syntax::TestFunction;

use crate::cli::{Arithmetic, MessageFormat};
use crate::command::build::native_level;
use crate::error::{Failure, Outcome, usage};
use crate::pipeline::Options;
use crate::source::{self, Source};
use crate::{loaded, render};

/// Options of `test`.
#[derive(Args, Clone, Debug)]
pub struct TestArgs {
    /// The source files
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Run only the tests whose names contain this text
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub filter: String,
    /// Run the tests on the evaluator, which defines what programs mean, instead of compiling them
    #[arg(long)]
    pub eval: bool,
    /// What may differ in the last bits
    #[command(flatten)]
    pub arithmetic: Arithmetic,
    /// How messages are printed
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    pub message_format: MessageFormat,
}

/// What a test came to: what failed, and where.
type Verdict = Result<(), Failed>;

/// Why a test failed.
struct Failed {
    message: String,
    /// Line and column, from 1.
    place: Option<(u32, u32)>,
}

/// How many tests passed and failed.
#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
}

/// Runs the tests of every file.
///
/// # Errors
/// A test that fails, a program with errors, a file that cannot be read.
pub fn run(args: &TestArgs) -> Outcome<()> {
    let mut count = Count::default();
    let mut broken = false;
    for file in &args.files {
        match run_file(args, file, &mut count) {
            Ok(()) => {}
            Err(Failure::Reported) => broken = true,
            Err(failure) => return Err(failure),
        }
    }
    if !broken && !args.filter.is_empty() && count.passed + count.failed == 0 {
        return Err(usage(format!("no test has `{}` in its name; capitals count", args.filter)));
    }
    match args.message_format {
        MessageFormat::Human => outln!("{} passed, {} failed", count.passed, count.failed),
        MessageFormat::Json => outln!("{}", json!({ "passed": count.passed, "failed": count.failed })),
    };
    if broken || count.failed > 0 { Err(Failure::Reported) } else { Ok(()) }
}

fn run_file(args: &TestArgs, file: &std::path::Path, count: &mut Count) -> Outcome<()> {
    let name = source::display_name(file);
    let wanted = |test: &str| test.contains(&args.filter);
    let (mut source, tests, diagnostics) =
        source::analyse_tests(&name, &source::read(file)?, args.arithmetic.fast(), wanted);
    render::print(&source.sources, &diagnostics, args.message_format);
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(Failure::Reported);
    }
    if tests.is_empty() {
        return Ok(());
    }
    let verdicts = match args.eval {
        true => evaluated(&source, &tests, args.arithmetic),
        false => called(&mut source, &tests, args.arithmetic)?,
    };
    for (test, verdict) in tests.iter().zip(verdicts) {
        print_verdict(&name, &source.sources, test, &verdict, args.message_format);
        match verdict {
            Ok(()) => count.passed += 1,
            Err(_) => count.failed += 1,
        }
    }
    Ok(())
}

/// Calls the tests in a library for this machine.
fn called(source: &mut Source, tests: &[TestFunction], arithmetic: Arithmetic) -> Outcome<Vec<Verdict>> {
    let options = Options { levels: vec![native_level()], arithmetic, ..Options::default() };
    let library = loaded::load(source, &options)?;
    let call = |test: &TestFunction| {
        let outcome = library.function(&test.symbol).and_then(|function| function.call(&[], &mut []));
        outcome.map_err(|error| placed(&error.to_string()))
    };
    Ok(tests.iter().map(call).collect())
}

/// Evaluates the tests.
fn evaluated(source: &Source, tests: &[TestFunction], arithmetic: Arithmetic) -> Vec<Verdict> {
    let program = array::lower(&source.checked.module);
    let options = EvalOptions { fma: !arithmetic.reproducible, ..EvalOptions::default() };
    let verdict = |test: &TestFunction| {
        let Some(function) = program.find(&test.symbol) else {
            base::bug!("the test {} is not in the program", test.symbol)
        };
        match evaluate(&program, function, &[], options) {
            Ok(_) => Ok(()),
            Err(error) => {
                Err(Failed { message: error.message, place: place_of(&source.sources, error.span) })
            }
        }
    };
    tests.iter().map(verdict).collect()
}

/// A library's message, `function: what (file:line:column)`, in its parts.
fn placed(text: &str) -> Failed {
    let text = text.split_once(": ").map_or(text, |(_, what)| what);
    let parts = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    let place = parts.and_then(|(_, place)| {
        let mut numbers = place.rsplit(':').map(str::parse);
        let (column, line) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
        Some((line, column))
    });
    match (parts, place) {
        (Some((message, _)), Some(place)) => Failed { message: message.to_string(), place: Some(place) },
        _ => Failed { message: text.to_string(), place: None },
    }
}

fn place_of(sources: &SourceMap, span: Span) -> Option<(u32, u32)> {
    let span = span.outermost();
    sources.get(span.file).map(|_| sources.line_column(span))
}

fn print_verdict(
    file: &str,
    sources: &SourceMap,
    test: &TestFunction,
    verdict: &Verdict,
    format: MessageFormat,
) {
    match (format, verdict) {
        (MessageFormat::Json, verdict) => {
            let failed = verdict.as_ref().err();
            let place = failed.and_then(|failed| failed.place).or(place_of(sources, test.span));
            let line = json!({
                "file": file,
                "test": &*test.name,
                "outcome": if failed.is_some() { "failed" } else { "passed" },
                "message": failed.map(|failed| &failed.message),
                "line": place.map(|(line, _)| line),
                "column": place.map(|(_, column)| column),
            });
            outln!("{line}")
        }
        (MessageFormat::Human, Ok(())) => outln!("passed  {file}: {}", test.name),
        (MessageFormat::Human, Err(Failed { message, place })) => {
            let (line, column) = place.or(place_of(sources, test.span)).unwrap_or((0, 0));
            let text = sources.get(test.span.file).and_then(|source| {
                let text = source.text.lines().nth((line as usize).checked_sub(1)?)?;
                Some(format!("\n        {line} | {}", text.trim()))
            });
            let text = text.unwrap_or_default();
            outln!(
                "FAILED  {file}: {}\n        {message}\n        at {file}:{line}:{column}{text}",
                test.name
            )
        }
    };
}
