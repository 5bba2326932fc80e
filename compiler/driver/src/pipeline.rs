//! From a checked program to object code: every stage in order.

use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use base::{PassCx, Remark};
use loops::{Level, Target};

use crate::error::{Failure, Outcome};
use crate::source::Source;

/// What a compilation was asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// CPU levels, ascending; at least one.
    pub levels: Vec<Level>,
    /// Whether to verify the IR after each pass.
    pub verify: bool,
    /// Limits of passes, for bisection.
    pub fuel: Vec<(String, u64)>,
    /// The pass after which the IR is wanted.
    pub emit_after: Option<String>,
}

/// How long the stages took, in order.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<(String, Duration)>);

impl Times {
    /// Runs and times one stage.
    pub fn stage<T>(&mut self, name: impl Into<String>, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = run();
        self.0.push((name.into(), start.elapsed()));
        result
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (name, time) in &self.0 {
            writeln!(f, "{:>9.2} ms  {name}", time.as_secs_f64() * 1e3)?;
        }
        Ok(())
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
#[must_use]
pub fn middle(source: &Source, options: &Options, times: &mut Times) -> Middle {
    let mut program = times.stage("array: lower", || array::lower(&source.checked.module));
    let mut cx = context(options);
    let mut after = None;
    verify_array(&program, "lower", options);
    for pass in array::PASSES {
        times.stage(format!("array: {}", pass.name), || cx.run(pass, &mut program));
        verify_array(&program, pass.name, options);
        if options.emit_after.as_deref() == Some(pass.name) {
            after = Some(program.to_string());
        }
    }
    Middle { program, remarks: cx.remarks, after }
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
        && let Err(error) = array::validate(program)
    {
        base::bug!("the array IR is broken after {pass}: {error}");
    }
}

/// The loop program for one level, and the remarks; stops after a pass if that is wanted.
#[must_use]
pub fn loop_program(
    program: &array::ir::Program,
    target: &Target,
    options: &Options,
) -> (loops::ir::Program, Vec<Remark>, Option<String>) {
    let mut cx = context(options);
    let mut program = loops::lower(program);
    let mut after = None;
    for pass in loops::passes(target) {
        cx.run(&pass, &mut program);
        if options.verify
            && let Err(error) = loops::validate(&program)
        {
            base::bug!("the loop IR is broken after {}: {error}", pass.name);
        }
        if options.emit_after.as_deref() == Some(pass.name) {
            after = Some(program.to_string());
        }
    }
    (program, cx.remarks, after)
}
