//! Random programs, compiled, against the evaluator.
//!
//! ```text
//! fuzz --seconds 60 --seed 1          until the time is up
//! fuzz --seed 17 --modules 1          one module again
//! fuzz --program FILE --seed 17       a program from a file, with the arguments that seed gives
//! fuzz --seed 17 --entry 3            one entry point of a module again
//! fuzz --print --seed 17              the programs of a module
//! fuzz --refused --modules 50         what the checker says of the programs that it refuses
//! fuzz --seed 17 --reduce 600         more time to make a finding smaller
//! ```
//! The last line is `N programs, M configurations, K mismatches`; the exit status is 1 if there is a mismatch.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use tests::differential::{self, Counts, Settings};
use tests::generate::{self, Style};

struct Args(Vec<String>);

impl Args {
    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|arg| arg == name)
    }
    fn text(&self, name: &str) -> Option<&str> {
        let at = self.0.iter().position(|arg| arg == name)?;
        self.0.get(at + 1).map(String::as_str)
    }
    fn number<T: std::str::FromStr>(&self, name: &str, default: T) -> T {
        self.text(name).and_then(|text| text.parse().ok()).unwrap_or(default)
    }
}

fn main() -> ExitCode {
    let args = Args(std::env::args().skip(1).collect());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let settings = Settings {
        seed: args.number("--seed", 1),
        time: Duration::from_secs_f64(args.number("--seconds", 1e6)),
        modules: args.number("--modules", if args.has("--seconds") { u64::MAX } else { 1 }),
        reduce: Duration::from_secs_f64(args.number("--reduce", 60.0)),
        workers: args.number("--workers", cores),
        entry: args.text("--entry").and_then(|text| text.parse().ok()),
        configuration: args.text("--configuration").and_then(|text| text.parse().ok()),
        style: Style { entries: args.number("--entries", 20), elementary: true },
    };
    if args.has("--print") {
        print!("{}", generate::source_of(&generate::program(settings.seed, settings.style)));
        return ExitCode::SUCCESS;
    }
    if args.has("--refused") {
        differential::with_stack(|| print_refused(&settings));
        return ExitCode::SUCCESS;
    }
    if args.has("--worker") {
        differential::with_stack(|| differential::work(&settings, args.number("--step", 1)));
        return ExitCode::SUCCESS;
    }
    if let Some(path) = args.text("--program") {
        return one_program(path, &settings);
    }
    let start = Instant::now();
    let counts = differential::run(&settings, &differential::this_program());
    println!(
        "{} calls skipped as too long, {} programs refused by the checker",
        counts.skipped, counts.refused
    );
    let seconds = |time: Duration| time.as_secs_f64();
    println!(
        "{:.1} programs a second; checking {:.0} s, evaluating {:.0} s, compiling {:.0} s, calling {:.0} s",
        counts.programs as f64 / seconds(start.elapsed()),
        seconds(counts.checking),
        seconds(counts.evaluating),
        seconds(counts.compiling),
        seconds(counts.calling)
    );
    println!(
        "{} programs, {} configurations, {} mismatches",
        counts.programs, counts.calls, counts.mismatches
    );
    if counts.mismatches == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The programs that the checker refuses, with what it says.
fn print_refused(settings: &Settings) {
    let last = settings.seed.saturating_add(settings.modules);
    let (mut all, mut refused) = (0, 0);
    for seed in settings.seed..last {
        for function in generate::program(seed, settings.style) {
            all += 1;
            if let Err(errors) = differential::module::analyse(&function.to_string()) {
                refused += 1;
                println!("seed {seed}\n{}\n{function}", errors.join("\n"));
            }
        }
    }
    println!("{refused} of {all} refused");
}

fn one_program(path: &str, settings: &Settings) -> ExitCode {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    let at = |what: &str| eprintln!("{what}");
    let mut counts = Counts::default();
    match differential::with_stack(|| {
        differential::run_text(&text, settings.seed, settings.configuration, &at, &mut counts)
    }) {
        Ok(findings) if findings.is_empty() => ExitCode::SUCCESS,
        Ok(findings) => {
            for finding in findings {
                println!("{} {}\n{}", finding.function.unwrap_or_default(), finding.what, finding.inputs);
            }
            ExitCode::FAILURE
        }
        Err(errors) => {
            eprintln!("{errors}");
            ExitCode::from(2)
        }
    }
}
