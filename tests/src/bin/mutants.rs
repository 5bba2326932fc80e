//! Broken inputs for the compiler and the loader.
//!
//! ```text
//! mutants build --seconds 60 --seed 1     until the time is up
//! mutants check --seed 1 --count 10000    so many inputs
//! mutants build --file program.arr        one input
//! mutants build --seed 1 --print 17       one input of a seed, to standard output
//! ```
//! Targets are parse, check, build, manifest, library, call (arguments of a library) and pumps (programs that grow). The last line is `N inputs, M findings`; inputs that are not
//! borne lie in `build/mutants`; the exit status is 1 if there are any.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use tests::differential::{this_program, with_stack};
use tests::hostile::targets::{self, Seeds, Target};
use tests::hostile::watch::{self, Inputs, Settings};

fn option<'a>(args: &'a [String], name: &str) -> Option<&'a str> {
    let at = args.iter().position(|arg| arg == name)?;
    args.get(at + 1).map(String::as_str)
}

fn number<T: std::str::FromStr>(args: &[String], name: &str, default: T) -> T {
    option(args, name).and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut known = targets::ALL.into_iter().chain(targets::BROKEN);
    let Some(target) = args.first().and_then(|name| known.find(|target| target.name == name)) else {
        eprintln!("usage: mutants {} …", targets::ALL.map(|target| target.name).join("|"));
        return ExitCode::from(2);
    };
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let settings = Settings {
        seed: number(&args, "--seed", 1),
        first: number(&args, "--first", 0),
        count: number(&args, "--count", if option(&args, "--seconds").is_some() { u64::MAX } else { 1000 }),
        time: Duration::from_secs_f64(number(&args, "--seconds", 1e6)),
        slowest: Duration::from_secs_f64(number(&args, "--slowest", 10.0)),
        memory: number(&args, "--memory", 2048),
    };
    if let Some(file) = option(&args, "--file") {
        let input = std::fs::read(file).expect("the input");
        with_stack(|| (target.run)(&input));
        return ExitCode::SUCCESS;
    }
    if args.iter().any(|arg| arg == "--print") {
        let input = with_stack(|| Inputs::new(&root, settings.seed, target.seeds));
        let _ = std::io::stdout().write_all(&input.input(number(&args, "--print", 0)));
        return ExitCode::SUCCESS;
    }
    if args.iter().any(|arg| arg == "--worker") {
        watch::work(target, &root, &settings);
        return ExitCode::SUCCESS;
    }
    run(target, &root, &settings)
}

fn run(target: Target, root: &std::path::Path, settings: &Settings) -> ExitCode {
    let (count, findings) = watch::run(settings, |left| {
        let mut command = Command::new(this_program());
        command.args([target.name, "--worker"]);
        for (name, value) in [
            ("--seed", left.seed.to_string()),
            ("--first", left.first.to_string()),
            ("--count", left.count.to_string()),
            ("--seconds", left.time.as_secs_f64().to_string()),
            ("--slowest", left.slowest.as_secs_f64().to_string()),
            ("--memory", left.memory.to_string()),
        ] {
            command.args([name, &value]);
        }
        command
    });
    let inputs = with_stack(|| Inputs::new(root, settings.seed, target.seeds));
    for finding in &findings {
        let ending = if matches!(target.seeds, Seeds::Programs | Seeds::Pumps) { "arr" } else { "bin" };
        let name = format!("{}-{}-{}.{ending}", target.name, settings.seed, finding.input);
        let path = watch::keep(&root.join("build/mutants"), &name, &inputs.input(finding.input));
        let place = path.map_or_else(|error| error.to_string(), |path| path.display().to_string());
        println!("{place}: {}", finding.what);
    }
    println!("{count} inputs, {} findings", findings.len());
    if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
