//! The command line: what can be asked for, and the exit status.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::command;
use crate::error::Failure;
use crate::render;

/// Compiles the array language arr to shared libraries.
#[derive(Parser, Debug)]
#[command(name = "arrc", version, arg_required_else_help = true, after_help = AFTER_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "Exit status: 0 success, 1 errors in the program or a failed call, 2 wrong usage.
Environment: ARRC_CACHE is the folder of the build cache (default: arrc in the user's cache folder), or `off` (or `0`).

Examples:
  arrc build kernel.arr -o libkernel.so
  arrc check kernel.arr
  arrc run life.arr life --board start.npy -o next.npy";

#[derive(Subcommand, Debug)]
enum Command {
    /// Make a small project that builds and runs as it is
    New(command::new::NewArgs),
    /// Compile a source file to a shared library with its C header and manifest
    Build(BuildArgs),
    /// Report the errors of source files without making anything
    Check(CheckArgs),
    /// Say what became of each line of a source file, or explain the code of a message
    Explain(command::explain::ExplainArgs),
    /// Call one exported function on files and values
    Run(RunArgs),
    /// Measure exported functions on random inputs
    Bench(command::bench::BenchArgs),
    /// Run the `test` blocks of source files
    Test(command::test::TestArgs),
    /// Show what a library made by arrc contains
    Inspect(InspectArgs),
    /// Lay source files out in the one canonical way
    Fmt(command::fmt::FmtArgs),
    /// Write the documentation of source files as HTML and Markdown
    Doc(command::doc::DocArgs),
    /// Run passes over a program in the text form of the array IR or the loop IR
    Opt(command::opt::OptArgs),
    /// Print the completions of a shell
    Completions(CompletionsArgs),
}

/// How messages about the program are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum MessageFormat {
    /// For people: the source with the places marked.
    Human,
    /// For tools: one JSON object a line.
    Json,
}

/// A stage of the compiler that can be printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Emit {
    /// The syntax tree.
    Ast,
    /// Names, types and shapes resolved.
    Typed,
    /// The array IR.
    Array,
    /// The loop IR.
    Loops,
    /// LLVM IR.
    Llvm,
    /// Assembly.
    Asm,
}

/// What watches a library.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Sanitize {
    /// Accesses outside of arrays
    Address,
    /// Accesses of several threads without an order
    Thread,
    /// Values that nobody has written
    Memory,
}

impl Sanitize {
    /// As code generation calls it.
    #[must_use]
    pub fn sanitizer(self) -> codegen::Sanitizer {
        match self {
            Sanitize::Address => codegen::Sanitizer::Address,
            Sanitize::Thread => codegen::Sanitizer::Thread,
            Sanitize::Memory => codegen::Sanitizer::Memory,
        }
    }
}

/// Options that every command on a source file has.
#[derive(Args, Clone, Debug)]
pub struct SourceArgs {
    /// The source file
    pub file: PathBuf,
    /// What may differ in the last bits
    #[command(flatten)]
    pub arithmetic: Arithmetic,
    /// How messages are printed
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    pub message_format: MessageFormat,
}

/// Options about the last bits of floats.
#[derive(Args, Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Arithmetic {
    /// The same bits on every CPU: no product is fused with its sum, and no function is `@fast`
    #[arg(long, conflicts_with = "fast_math")]
    pub reproducible: bool,
    /// Every function is `@fast`: last bits may differ where that is cheaper
    #[arg(long)]
    pub fast_math: bool,
}

impl Arithmetic {
    /// What manifests say of it.
    #[must_use]
    pub fn names(self) -> Vec<String> {
        let all = [(self.reproducible, "reproducible"), (self.fast_math, "fast-math")];
        all.into_iter().filter(|(is_on, _)| *is_on).map(|(_, name)| name.to_string()).collect()
    }

    /// Which functions are `@fast`.
    #[must_use]
    pub fn fast(self) -> check::Fast {
        match self {
            Self { reproducible: true, .. } => check::Fast::Never,
            Self { fast_math: true, .. } => check::Fast::All,
            _ => check::Fast::Marked,
        }
    }
}

/// Options of `build`.
#[derive(Args, Clone, Debug)]
pub struct BuildArgs {
    /// The source and how messages are printed
    #[command(flatten)]
    pub source: SourceArgs,
    /// What to write; the ending chooses the kind: .so, .o, .bc, .ll or .s [default: lib<file>.so]
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// CPU levels in the library: a list of v2, v3, v4, or native, this machine's; a printed stage is of the highest
    #[arg(long, value_name = "LEVELS", default_value = "v2,v3,v4")]
    pub cpu: String,
    /// Print one stage instead of writing a library; with -o, into that file
    #[arg(long, value_enum, value_name = "STAGE")]
    pub emit: Option<Emit>,
    /// Print the IR after a pass, by the pass's name, instead of writing a library
    #[arg(long, value_name = "PASS", conflicts_with = "emit")]
    pub emit_after: Option<String>,
    /// Say what the optimiser did and why not more, to standard error
    #[arg(long)]
    pub remarks: bool,
    /// Print how long each stage took, in milliseconds, to standard error
    #[arg(long)]
    pub time_passes: bool,
    /// Check the IR after every pass
    #[arg(long, default_value_t = cfg!(debug_assertions))]
    pub verify_ir: bool,
    /// Let a pass rewrite at most N times (for finding a faulty rewrite); for several passes, several times
    #[arg(long, value_name = "PASS=N")]
    pub fuel: Vec<String>,
    /// Have a sanitizer watch the library; the host must bring the sanitizer's runtime
    #[arg(long, value_enum, value_name = "SANITIZER")]
    pub sanitize: Option<Sanitize>,
    /// Write no header beside the library
    #[arg(long)]
    pub no_header: bool,
    /// Write what the output depends on, as a rule of make
    #[arg(short = 'M', long, value_name = "PATH", conflicts_with_all = ["emit", "emit_after"])]
    pub depfile: Option<PathBuf>,
}

/// Options of `check`.
#[derive(Args, Clone, Debug)]
pub struct CheckArgs {
    /// The source and how messages are printed
    #[command(flatten)]
    pub source: SourceArgs,
    /// More source files
    #[arg(value_name = "FILE")]
    pub more: Vec<PathBuf>,
    /// Make the changes in the files that messages propose beyond doubt, then report what is left
    #[arg(long)]
    pub fix: bool,
}

/// Options of `run`.
#[derive(Args, Clone, Debug)]
pub struct RunArgs {
    /// The source and how messages are printed
    #[command(flatten)]
    pub source: SourceArgs,
    /// The exported function to call
    pub function: String,
    /// Where a result goes, in the order of the results: a .npy or .png file, or an .npz for all that are left;
    /// without, it is printed
    #[arg(short, long, value_name = "PATH")]
    pub output: Vec<PathBuf>,
    /// Arguments by the names of the parameters: --x photo.png --y arrays.npz --steps 10 --w '[1, 2.5]'; --help alone
    /// says what the function takes
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "--NAME VALUE")]
    pub arguments: Vec<String>,
}

/// Options of `inspect`.
#[derive(Args, Clone, Debug)]
pub struct InspectArgs {
    /// The library
    pub library: PathBuf,
    /// Print the manifest as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `completions`.
#[derive(Args, Clone, Debug)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// Prints the script that completes command lines.
fn print_completions(args: &CompletionsArgs) {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "arrc", &mut script);
    out!("{}", String::from_utf8_lossy(&script));
}

impl Command {
    /// How its messages are printed.
    fn message_format(&self) -> MessageFormat {
        match self {
            Command::Build(args) => args.source.message_format,
            Command::Bench(args) => args.source.message_format,
            Command::Explain(args) => args.message_format,
            Command::Fmt(args) => args.message_format,
            Command::Doc(args) => args.message_format,
            Command::Check(args) => args.source.message_format,
            Command::Run(args) => args.source.message_format,
            Command::Test(args) => args.message_format,
            _ => MessageFormat::Human,
        }
    }
}

/// What was given to `run` before the function's name, and is no option.
fn before_the_function(error: &clap::Error) -> Option<&str> {
    let is_run = std::env::args_os().nth(1).is_some_and(|command| command == "run");
    match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(name)) if is_run && error.kind() == ErrorKind::UnknownArgument => {
            Some(name)
        }
        _ => None,
    }
}

/// Runs the command and gives the exit status.
#[must_use]
pub fn main() -> u8 {
    let cli = match Cli::try_parse_from(separated(std::env::args_os().collect())) {
        Ok(cli) => cli,
        Err(error) => {
            if let Some(argument) = before_the_function(&error) {
                errln!(
                    "error: `{argument}` is no option of `arrc run`; arguments of the function stand behind its name: \
                     `arrc run FILE FUNCTION {argument} …`"
                );
                return 2;
            }
            // clap prints help and versions as "errors" of status 0.
            let status = if error.use_stderr() { 2 } else { 0 };
            if error.print().is_err() {
                errln!("error: cannot write to standard output");
                return 2;
            }
            return status;
        }
    };
    let outcome = match &cli.command {
        Command::New(args) => command::new::run(args),
        Command::Build(args) => command::build::run(args),
        Command::Check(args) => command::check::run(args),
        Command::Explain(args) => command::explain::run(args),
        Command::Run(args) => command::run::run(args),
        Command::Bench(args) => command::bench::run(args),
        Command::Test(args) => command::test::run(args),
        Command::Inspect(args) => command::inspect::run(args),
        Command::Fmt(args) => command::fmt::run(args),
        Command::Doc(args) => command::doc::run(args),
        Command::Opt(args) => command::opt::run(args),
        Command::Completions(args) => {
            print_completions(args);
            Ok(())
        }
    };
    let (message, status) = match outcome {
        Ok(()) => return 0,
        Err(Failure::Reported) => return 1,
        Err(Failure::Program(message)) => (message, 1),
        Err(Failure::Usage(message)) => (message, 2),
    };
    render::print_failure(&message, cli.command.message_format());
    status
}

/// The command line with `--` behind the function's name of `run`: what follows belongs to the function, whose
/// parameters may be called like options. A message format there is no parameter, so it goes to the front.
fn separated(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_none_or(|command| command != "run") {
        return arguments;
    }
    let (mut at, mut n_names) = (2, 0);
    while n_names < 2 && at < arguments.len() {
        let argument = arguments[at].to_string_lossy();
        let takes_value = ["-o", "--output", "--message-format"].contains(&&*argument);
        n_names += usize::from(!argument.starts_with('-'));
        at += if takes_value { 2 } else { 1 };
    }
    if n_names < 2 || arguments.get(at).is_none_or(|next| next == "--") {
        return arguments;
    }
    let mut rest = arguments.split_off(at).into_iter();
    let mut own: Vec<OsString> = Vec::new();
    while let Some(argument) = rest.next() {
        match argument.to_string_lossy() {
            text if text == "--message-format" => {
                arguments.splice(2..2, [argument].into_iter().chain(rest.next()));
            }
            text if text.starts_with("--message-format=") => arguments.insert(2, argument),
            _ => own.push(argument),
        }
    }
    arguments.push("--".into());
    arguments.extend(own);
    arguments
}
