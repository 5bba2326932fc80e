//! `arrc opt`: chosen passes over a program in the text form of an IR.

use std::io::Read;
use std::path::PathBuf;

use base::{Pass, PassCx};
use clap::Args;
use loops::Target;
use loops::ir::Stage;

use crate::command::build::levels_of;
use crate::error::{Failure, Outcome, usage};
use crate::pipeline::SCHEDULE;

/// Options of `opt`.
#[derive(Args, Clone, Debug)]
pub struct OptArgs {
    /// The program, as `build --emit=array` or `--emit-after` prints it; `-` reads standard input
    pub file: PathBuf,
    /// The passes in order, by name; `schedule` too for the loop IR [default: none, which only checks the program]
    #[arg(long, value_name = "PASSES", value_delimiter = ',')]
    pub passes: Vec<String>,
    /// The CPU level that `schedule` decides for: v2, v3, v4 or native
    #[arg(long, value_name = "LEVEL", default_value = "v3")]
    pub cpu: String,
}

/// Reads, checks, rewrites and prints a program.
///
/// # Errors
/// Wrong usage, a text that is no program of either IR.
pub fn run(args: &OptArgs) -> Outcome<()> {
    let text = read(args)?;
    let printed = match first_word(&text) {
        "func" => array_program(args, &text)?,
        "kernel" => loop_program(args, &text)?,
        _ => {
            return Err(Failure::Program(
                "the text is of neither IR: the array IR begins with `func`, the loop IR with `kernel`"
                    .into(),
            ));
        }
    };
    out!("{printed}");
    Ok(())
}

/// The longest text of an IR: that of the largest program is shorter.
const MAX_BYTES: u64 = 1 << 30;

fn read(args: &OptArgs) -> Outcome<String> {
    let mut text = String::new();
    let mut all = |input: &mut dyn Read| input.take(MAX_BYTES + 1).read_to_string(&mut text);
    let read = match args.file.to_str() {
        Some("-") => all(&mut std::io::stdin()),
        _ => std::fs::File::open(&args.file).and_then(|mut file| all(&mut file)),
    };
    let failed = |why: &dyn std::fmt::Display| usage(format!("cannot read `{}`: {why}", args.file.display()));
    let bytes = read.map_err(|e| failed(&e))?;
    if bytes as u64 > MAX_BYTES {
        return Err(failed(&format!("it has more than {MAX_BYTES} bytes")));
    }
    Ok(text)
}

/// The first word behind comments.
fn first_word(text: &str) -> &str {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    lines.flat_map(str::split_whitespace).next().unwrap_or_default()
}

fn array_program(args: &OptArgs, text: &str) -> Outcome<String> {
    let mut program = array::parse(text).map_err(|e| Failure::Program(e.to_string()))?;
    array::validate(&program).map_err(|errors| Failure::Program(errors.join("\n")))?;
    let known: Vec<&Pass<_>> = array::pass::ALL.to_vec();
    let mut cx = PassCx::new();
    for name in &args.passes {
        let pass = known
            .iter()
            .find(|pass| pass.name == name)
            .ok_or_else(|| unknown(name, "array", &known.iter().map(|pass| pass.name).collect::<Vec<_>>()))?;
        cx.run(pass, &mut program);
        array::validate(&program).unwrap_or_else(|errors| broken(name, &errors.join("; ")));
    }
    Ok(program.to_string())
}

fn loop_program(args: &OptArgs, text: &str) -> Outcome<String> {
    let levels = levels_of(&args.cpu)?;
    let [level] = levels[..] else { return Err(usage("`--cpu`: one level, for example v3")) };
    let mut program = loops::parse(text).map_err(|e| Failure::Program(e.to_string()))?;
    let valid =
        |program: &loops::ir::Program, stage| loops::validate(program, stage).map_err(|e| e.to_string());
    // A text does not say how far it has come.
    let reached = [Stage::Expanded, Stage::Vector].into_iter().find(|stage| valid(&program, *stage).is_ok());
    let mut stage = match valid(&program, Stage::Scalar) {
        Ok(()) => Stage::Scalar,
        Err(error) => reached.ok_or(Failure::Program(error))?,
    };
    let mut cx = PassCx::new();
    for name in &args.passes {
        if name == SCHEDULE {
            loops::schedule(&program, &Target::of(level)).apply(&mut program, &mut cx);
        } else if let Some(pass) = loops::BEFORE.iter().find(|pass| pass.name == name) {
            cx.run(pass, &mut program);
        } else {
            let (pass, after) =
                loops::PASSES.iter().find(|(pass, _)| pass.name == name).ok_or_else(|| {
                    let before = loops::BEFORE.iter().map(|pass| pass.name);
                    let passes = before.chain(loops::PASSES.iter().map(|(pass, _)| pass.name));
                    unknown(name, "loop", &[SCHEDULE].into_iter().chain(passes).collect::<Vec<_>>())
                })?;
            cx.run(pass, &mut program);
            stage = stage.max(*after);
        }
        valid(&program, stage).unwrap_or_else(|error| broken(name, &error));
    }
    Ok(program.to_string())
}

fn unknown(name: &str, ir: &str, known: &[&str]) -> Failure {
    usage(format!("there is no pass `{name}` of the {ir} IR; there are: {}", known.join(", ")))
}

fn broken(pass: &str, errors: &str) {
    base::bug!("the IR is broken after {pass}: {errors}")
}
