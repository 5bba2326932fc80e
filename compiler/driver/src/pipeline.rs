//! From a checked program to object code: every stage in order.

use std::time::{Duration, Instant};

use base::{PassCx, Remark};
use loops::{Level, Target};

use crate::cli::Arithmetic;
use crate::error::Outcome;
use crate::limits;
use crate::source::Source;

/// The step between lowering and the passes of the loop IR.
pub use loops::schedule::NAME as SCHEDULE;

/// What a compilation was asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// CPU levels, ascending; at least one.
    pub levels: Vec<Level>,
    /// What may differ in the last bits.
    pub arithmetic: Arithmetic,
    /// Whether to verify the IR after each pass.
    pub verify: bool,
    /// Work of one part of a parallel loop, where it is not the usual; for tests.
    pub part: Option<i64>,
    /// What watches the code.
    pub sanitize: Option<codegen::Sanitizer>,
    /// Whether LLVM leaves the code as it is; for tests.
    pub unoptimised: bool,
    /// Whether the library leaves out which source lines its code comes from; for tests.
    pub no_line_tables: bool,
    /// Whether all code for a level is one object, for which there is one thread; for tests, of which several run.
    pub one_object: bool,
    /// Limits of passes, for bisection.
    pub fuel: Vec<(String, u64)>,
    /// The pass after which the IR is wanted.
    pub emit_after: Option<String>,
}

impl Options {
    /// The target of a level.
    #[must_use]
    pub fn target(&self, level: Level) -> Target {
        let target = Target::of(level);
        Target {
            fma: target.fma && !self.arithmetic.reproducible,
            part: self.part.unwrap_or(target.part),
            ..target
        }
    }
}

/// How long the stages took, in order.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<(String, Duration)>, String);

impl Times {
    /// Runs and times one stage.
    pub fn stage<T>(&mut self, name: impl Into<String>, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = run();
        self.0.push((name.into(), start.elapsed()));
        result
    }
    /// Adds lines that were made elsewhere.
    pub fn detail(&mut self, lines: &str) {
        self.1.push_str(lines);
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (name, time) in &self.0 {
            writeln!(f, "{:>9.2} ms  {name}", time.as_secs_f64() * 1e3)?;
        }
        f.write_str(&self.1)
    }
}

/// What the middle of the compiler gives.
pub struct Middle {
    /// The array program after its passes.
    pub program: array::ir::Program,
    /// What the optimiser said.
    pub remarks: Vec<Remark>,
    /// The text after the pass of [`Options::emit_after`].
    pub after: Option<String>,
}

/// Lowers to the array IR and runs its passes.
///
/// # Errors
/// A program that is too large once its calls are inlined.
pub fn middle(source: &Source, options: &Options, times: &mut Times) -> Outcome<Middle> {
    let mut program = times.stage("array: lower", || array::lower(&source.checked.module));
    limits::check_size(source, &program)?;
    let mut cx = context(options);
    let mut after = None;
    verify_array(&program, "lower", options);
    for pass in array::PASSES {
        times.stage(format!("array: {}", pass.name), || cx.run(pass, &mut program));
        if !cx.is_dry(pass.name) {
            verify_array(&program, pass.name, options);
        }
        if options.emit_after.as_deref() == Some(pass.name) {
            after = Some(program.to_string());
        }
    }
    Ok(Middle { program, remarks: cx.remarks, after })
}

fn context(options: &Options) -> PassCx {
    let mut cx = PassCx::new();
    for (pass, rewrites) in &options.fuel {
        cx.limit(pass.clone(), *rewrites);
    }
    cx
}

fn verify_array(program: &array::ir::Program, pass: &str, options: &Options) {
    if options.verify
        && let Err(errors) = array::validate(program)
    {
        base::bug!("the array IR is broken after {pass}: {}", errors.join("; "));
    }
}

/// A program's kernels for one level.
pub struct Lowered {
    /// At the last stage, or after the pass of [`Options::emit_after`].
    pub program: loops::ir::Program,
    /// What the optimiser said.
    pub remarks: Vec<Remark>,
    /// The text after the pass of [`Options::emit_after`].
    pub after: Option<String>,
}

/// Lowers the kernels that `wanted` picks by number for one level and runs the passes of the loop IR.
///
/// # Errors
/// A program that becomes far too long, as soon as that is known.
pub fn loop_program(
    program: &array::ir::Program,
    target: &Target,
    options: &Options,
    wanted: impl Fn(usize) -> bool,
) -> Outcome<Lowered> {
    let mut cx = context(options);
    let mut program = loops::lower(program);
    let mut number = 0;
    program.kernels.retain(|_| {
        number += 1;
        wanted(number - 1)
    });
    limits::grows(&program)?;
    let mut after = None;
    for pass in loops::BEFORE {
        cx.run(pass, &mut program);
        verify_loops(&program, loops::ir::Stage::Scalar, pass.name, options);
        if options.emit_after.as_deref() == Some(pass.name) {
            after = Some(program.to_string());
        }
    }
    loops::schedule(&program, target).apply(&mut program, &mut cx);
    verify_loops(&program, loops::ir::Stage::Scalar, SCHEDULE, options);
    if options.emit_after.as_deref() == Some(SCHEDULE) {
        after = Some(program.to_string());
    }
    for (pass, stage) in loops::PASSES {
        limits::grows(&program)?;
        cx.run(pass, &mut program);
        verify_loops(&program, *stage, pass.name, options);
        if options.emit_after.as_deref() == Some(pass.name) {
            after = Some(program.to_string());
        }
    }
    Ok(Lowered { program, remarks: cx.remarks, after })
}

fn verify_loops(program: &loops::ir::Program, stage: loops::ir::Stage, pass: &str, options: &Options) {
    if options.verify
        && let Err(error) = loops::validate(program, stage)
    {
        base::bug!("the loop IR is broken after {pass}: {error}");
    }
}

/// The names that [`Options::emit_after`] may have.
#[must_use]
pub fn pass_names() -> Vec<&'static str> {
    let mut names: Vec<&str> = array::PASSES.iter().map(|pass| pass.name).collect();
    names.extend(loops::BEFORE.iter().map(|pass| pass.name));
    names.push(SCHEDULE);
    names.extend(loops::PASSES.iter().map(|(pass, _)| pass.name));
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    names
}
