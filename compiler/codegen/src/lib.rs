//! From the loop IR to object code by LLVM.
//!
//! [`compile`] turns the kernels of a program, for one CPU level, into one object; [`entries`] makes the object with
//! everything that does not depend on the level: entry points, descriptors, manifest. Both use an LLVM context of
//! their own, so that several can run on several threads, and give the same bytes for the same input.

mod access;
mod builder;
mod convert;
mod debug;
mod descriptor;
mod divide;
mod emit;
mod entry;
mod expr;
mod function;
mod functions;
mod half;
mod length;
mod masked;
mod math;
mod outside;
mod parallel;
mod parts;
mod pieces;
mod record;
mod sanitize;
mod sites;
mod stmt;
mod stub;
mod target;
mod types;
mod uses;

use std::fmt;
use std::time::{Duration, Instant};

use base::SourceMap;
use inkwell::context::Context;
use inkwell::targets::TargetMachine;
use loops::ir::Program;
use loops::{Level, Target};

use builder::Build;
use debug::Debug;

pub use entry::{Entries, entries};
pub use outside::{Outside, share};
pub use sanitize::{Sanitizer, watched_support};
pub use target::{LLVM_OPTIONS, PIPELINE};

/// The form of the result.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Emit {
    /// A relocatable ELF object.
    #[default]
    Object,
    /// Assembly as text.
    Assembly,
    /// LLVM IR as text, after the passes.
    Llvm,
    /// LLVM IR as text, before the passes.
    LlvmRaw,
    /// LLVM bitcode, after the passes.
    Bitcode,
}

/// How to compile.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// The CPU level; the program's kernels have been made for it.
    pub target: Target,
    /// Whether LLVM checks the module before the passes.
    pub verify: bool,
    /// Whether LLVM improves the code; tests leave it out.
    pub optimise: bool,
    /// Whether the result says which source lines instructions come from.
    pub line_tables: bool,
    /// What watches the code.
    pub sanitize: Option<Sanitizer>,
    /// The form of the result.
    pub emit: Emit,
    /// Objects that the kernels of a level are divided into, of which this is one.
    pub parts: usize,
}

impl Options {
    /// An object with line tables for a target; verified in debug builds.
    #[must_use]
    pub fn new(target: Target) -> Self {
        let verify = cfg!(debug_assertions);
        let (line_tables, sanitize, emit) = (true, None, Emit::Object);
        Self { target, verify, optimise: true, line_tables, sanitize, emit, parts: 1 }
    }
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Output {
    /// In the form that was asked for.
    pub bytes: Vec<u8>,
    /// How long each stage took.
    pub times: Vec<(&'static str, Duration)>,
    /// Whether LLVM has left code as it is that it was to improve, because there is so much of it.
    pub too_long_to_improve: bool,
}

/// Why there is no code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Error {
    /// A missing target, or a mistake of this crate that LLVM's verifier found.
    Failed(String),
    /// More instructions than are compiled.
    TooLong {
        /// So many.
        length: usize,
        /// The limit.
        most: usize,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Failed(why) => write!(f, "code generation failed: {why}"),
            Error::TooLong { length, most } => {
                write!(f, "the program becomes {length} instructions, more than {most}")
            }
        }
    }
}

impl std::error::Error for Error {}

/// The symbol of a kernel's code for one level: `jacobi.v3`.
#[must_use]
pub fn kernel_symbol(name: &str, level: Level) -> String {
    format!("{name}.{}", level.name())
}

/// Compiles every kernel of a program at stage `Vector`.
///
/// # Errors
/// LLVM does not know the target, or finds the module wrong.
pub fn compile(program: &Program, options: &Options, sources: &SourceMap) -> Result<Output, Error> {
    compile_shared(program, &[], options, sources)
}

/// The same for kernels of which some have code that is that of several levels, as [`share`] says.
///
/// # Errors
/// As [`compile`].
pub fn compile_shared(
    program: &Program,
    outside: &[Option<Outside>],
    options: &Options,
    sources: &SourceMap,
) -> Result<Output, Error> {
    let mut clock = Clock::start();
    let machine = target::machine(options.target, options.optimise)?;
    let context = Context::create();
    let mut build = Build::new(&context, new_module(&context, &machine, "kernels"), options.target);
    build.sees_masked = options.sanitize != Some(Sanitizer::Thread);
    clock.lap("start");
    // After `build`, so that it is dropped before the module that it belongs to.
    let debug = if options.line_tables { Debug::new(&build, sources) } else { None };
    let functions = functions::Functions::new(&program.functions);
    let module = function::Module { build: &build, debug: debug.as_ref(), sources, functions };
    for (number, kernel) in program.kernels.iter().enumerate() {
        function::compile_kernel(&module, kernel, outside.get(number).and_then(Option::as_ref));
    }
    module.functions.finish(&build);
    if let Some(debug) = &debug {
        debug.finish();
    }
    clock.lap("build");
    finish(&build, machine, options, clock)
}

fn new_module<'c>(context: &'c Context, machine: &TargetMachine, name: &str) -> inkwell::module::Module<'c> {
    let module = context.create_module(name);
    module.set_triple(&machine.get_triple());
    module.set_data_layout(&machine.get_target_data().get_data_layout());
    module
}

/// Verifies, runs the passes and emits.
fn finish(
    build: &Build<'_>,
    machine: TargetMachine,
    options: &Options,
    mut clock: Clock,
) -> Result<Output, Error> {
    let emit = options.emit;
    let improves = length::may_improve(build, options.parts)?;
    let too_long_to_improve = options.optimise && !improves;
    let machine = if too_long_to_improve { target::machine(options.target, false)? } else { machine };
    if options.verify {
        build.module.verify().map_err(|error| Error::Failed(error.to_string()))?;
        clock.lap("verify");
    }
    if emit != Emit::LlvmRaw {
        target::run_pipeline(build, &machine, options.optimise && improves)?;
        if let Some(sanitizer) = options.sanitize {
            sanitize::watch(sanitizer, build.context, &build.module, &machine)?;
        }
        clock.lap("passes");
    }
    let bytes = match emit {
        Emit::Object => emit::emit(&machine, &build.module, false)?,
        Emit::Assembly => emit::emit(&machine, &build.module, true)?,
        Emit::Llvm | Emit::LlvmRaw => build.module.print_to_string().to_bytes().to_vec(),
        Emit::Bitcode => build.module.write_bitcode_to_memory().as_slice().to_vec(),
    };
    clock.lap("emit");
    Ok(Output { bytes, times: clock.laps, too_long_to_improve })
}

/// Measures stages.
struct Clock {
    last: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Clock {
    fn start() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }
    fn lap(&mut self, name: &'static str) {
        let now = Instant::now();
        self.laps.push((name, now - self.last));
        self.last = now;
    }
}
