//! Planted miscompilations, and how fast random programs find them. Needs the feature `faults`.
//!
//! ```text
//! faults --seconds 60               every fault, so long each
//! faults --only NanLost,StaleLoad   some of them
//! faults --reach                    by how many programs of tests/run the place of each is reached
//! faults --quick                    a few that are found within seconds
//! faults --table FILE               also writes the table, as Markdown
//! ```
//! The last line is `N seeded, M found`; the exit status is 1 if one is not found, or if something is found where
//! nothing is planted.

use std::process::ExitCode;
use std::time::Duration;

use tests::scoreboard::{self, Settings};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    let number = |name: &str, default: u64| value(name).and_then(|n| n.parse().ok()).unwrap_or(default);
    let settings = Settings {
        seed: number("--seed", 1),
        time: Duration::from_secs(number("--seconds", 60)),
        entries: usize::try_from(number("--entries", 8)).unwrap_or(8),
        workers: usize::try_from(number("--workers", 2)).unwrap_or(2),
    };
    if let Some(name) = value("--worker") {
        let programs: Vec<&str> =
            value("--programs").map(|names| names.split(',').collect()).unwrap_or_default();
        scoreboard::work(name, &settings, &programs);
        return ExitCode::SUCCESS;
    }
    let is = |name: &str| args.iter().any(|arg| arg == name);
    if is("--reach") {
        return tell_reach();
    }
    let only: Vec<&str> = value("--only").map(|names| names.split(',').collect()).unwrap_or_default();
    let reach = if is("--quick") { scoreboard::corpus::quick() } else { scoreboard::corpus::reach() };
    let only = if is("--quick") { reach.keys().copied().collect() } else { only };
    let scores = scoreboard::play_all(&settings, &only, &reach);
    if let Some(path) = value("--table")
        && let Err(error) = std::fs::write(path, scoreboard::table(&settings, &scores))
    {
        eprintln!("{path}: {error}");
        return ExitCode::from(2);
    }
    println!("{}", scoreboard::last_line(&scores));
    if scoreboard::all_as_expected(&scores) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Fails if the place of a fault is reached by no program.
fn tell_reach() -> ExitCode {
    let reach = scoreboard::corpus::reach();
    for (name, programs) in &reach {
        println!("{name:24} {:4} programs, {}", programs.len(), programs.first().map_or("-", String::as_str));
    }
    let missing = reach.values().filter(|programs| programs.is_empty()).count();
    println!("{} places, {missing} of them reached by no program", reach.len());
    if missing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
