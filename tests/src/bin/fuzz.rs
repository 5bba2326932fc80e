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
//! fuzz --programs 20000 --seed 17     so many programs
//! fuzz --corpus found                 the programs of tests/run whose names begin so, with random arguments
//! fuzz --first found --programs 20000 these first, then random ones
//! ```
//! The last line is `N programs, M configurations, K mismatches`; the exit status is 1 if there is a mismatch.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use driver::cli::Arithmetic;
use tests::differential::{self, Counts, Settings};
use tests::generate::{self, Style};

/// LLVM and the passes allocate so much that the allocator of libc takes a tenth of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Entry points in a module, if nothing else is asked for.
const ENTRIES: usize = 32;

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
    let entries = args.number("--entries", ENTRIES);
    let modules = match args.text("--programs").and_then(|text| text.parse::<u64>().ok()) {
        Some(programs) => programs.div_ceil(entries as u64),
        None => args.number("--modules", if args.has("--seconds") { u64::MAX } else { 1 }),
    };
    let settings = Settings {
        seed: args.number("--seed", 1),
        time: Duration::from_secs_f64(args.number("--seconds", 1e6)),
        modules,
        reduce: Duration::from_secs_f64(args.number("--reduce", 60.0)),
        workers: args.number("--workers", cores),
        entry: args.text("--entry").and_then(|text| text.parse().ok()),
        configuration: args.text("--configuration").and_then(|text| text.parse().ok()),
        style: Style { entries, elementary: true },
        corpus: args.text("--corpus").map(str::to_string),
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
    let corpus = settings.corpus.as_deref().or(args.text("--first"));
    let before = corpus.map_or(Counts::default(), |corpus| run_corpus(corpus, &settings));
    if settings.corpus.is_some() {
        return exit_code(before.mismatches);
    }
    let start = Instant::now();
    println!("random programs from seed {}", settings.seed);
    let counts = differential::run(&settings, &differential::this_program());
    print_counts(&counts, start.elapsed());
    exit_code(counts.mismatches + before.mismatches)
}

fn exit_code(mismatches: u64) -> ExitCode {
    if mismatches == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs programs of `tests/run` with random arguments, each in its own module.
fn run_corpus(corpus: &str, settings: &Settings) -> Counts {
    let modules = differential::files(corpus).len() as u64;
    let settings = Settings { corpus: Some(corpus.to_string()), seed: 0, modules, ..settings.clone() };
    println!("{modules} programs of tests/run/{corpus}*");
    let start = Instant::now();
    let counts = differential::run(&settings, &differential::this_program());
    print_counts(&counts, start.elapsed());
    counts
}

fn print_counts(counts: &Counts, time: Duration) {
    println!(
        "{} calls skipped as too long, {} programs refused by the checker, {} left out as too large",
        counts.skipped, counts.refused, counts.large
    );
    let seconds = |time: Duration| time.as_secs_f64();
    println!(
        "{:.1} programs a second; checking {:.0} s, evaluating {:.0} s, compiling {:.0} s, calling {:.0} s",
        counts.programs as f64 / seconds(time),
        seconds(counts.checking),
        seconds(counts.evaluating),
        seconds(counts.compiling),
        seconds(counts.calling)
    );
    println!(
        "{} programs, {} configurations, {} mismatches",
        counts.programs, counts.calls, counts.mismatches
    );
}

/// The programs that the checker refuses, with what it says.
fn print_refused(settings: &Settings) {
    let last = settings.seed.saturating_add(settings.modules);
    let (mut all, mut refused) = (0, 0);
    for seed in settings.seed..last {
        for function in generate::program(seed, settings.style) {
            all += 1;
            if let Err(errors) = differential::module::analyse(&function.to_string(), Arithmetic::default()) {
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
