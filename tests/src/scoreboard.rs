//! How fast random programs find the miscompilations of [`base::fault`].
//!
//! Each fault is planted in a child process of its own, which compiles and calls random programs from the same seed on
//! until one shows a difference, or brings it down. One more child has nothing planted and must find nothing.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use array::ir::Program;
use array::{ArrayValue, EvalOptions};
use base::fault::{self, Fault};
use driver::cli::Arithmetic;
use driver::pipeline::{self, Options, Times};
use driver::source::Source;
use loops::{Level, Target};

use crate::differential::{self, Counts, module, panics};
use crate::generate::{self, Style};
use crate::hostile::targets::{self, Seeds};
use crate::hostile::watch::Inputs;
use crate::parts::{self, Signature};
use crate::run::{self, Expected, Run, RunFile, library};

pub mod corpus;

use corpus::Reach;

/// A child that says nothing for so long hangs.
const SILENCE: Duration = Duration::from_secs(150);
/// The stages that random programs cannot judge: the oracle is made by them too. The programs that say what they give
/// come first there.
const BEFORE_THE_ORACLE: [&str; 3] = ["size polynomials", "check", "lowering to arrays"];
/// The stages whose places are not reached by passes.
const BEHIND_PASSES: [&str; 2] = ["code", BOUNDARY];
/// The stage that a library itself has; it looks for the fault's number in the environment.
const BOUNDARY: &str = "boundary";
/// Programs of `tests/run` that each fault is looked for with, the shortest.
const MOST_PROGRAMS: usize = 12;
/// Rounds with them, of other arguments each.
const ROUNDS: u64 = 20;
/// Calls of a host that looks for mistakes of the boundary.
const CALLS: u64 = 30_000;
/// Names the child without a fault.
const NOTHING: &str = "nothing";

/// What to run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The first module.
    pub seed: u64,
    /// How long a fault may stay unfound.
    pub time: Duration,
    /// Entry points in a module.
    pub entries: usize,
    /// Faults at a time.
    pub workers: usize,
}

/// What came of one fault.
#[derive(Clone, Debug)]
pub struct Score {
    /// Its number in the table, or none for the run without a fault.
    fault: Option<usize>,
    /// What was seen first; none if nothing was.
    found: Option<String>,
    /// Until then, or until the time was up.
    time: Duration,
    /// Entry points called until then.
    entries: u64,
    /// Whether the compiler came to the place of the fault.
    reached: bool,
}

/// A child's work: the programs of `tests/run` that are named, then modules one after another, until one shows the fault
/// `name`.
pub fn work(name: &str, settings: &Settings, programs: &[&str]) {
    panics::keep_messages();
    let planted = fault::ALL.iter().find(|(_, other, ..)| *other == name).copied();
    fault::plant(planted.map(|(fault, ..)| fault));
    if planted.is_none_or(|(_, _, stage, _)| BEFORE_THE_ORACLE.contains(&stage))
        && let Some(what) = differential::with_stack(wrong_program)
    {
        println!("found {what}");
        return;
    }
    if planted.is_some_and(|(_, _, stage, _)| stage == BOUNDARY)
        && let Some(what) = differential::with_stack(|| wrong_call(settings))
    {
        println!("found {what}");
        return;
    }
    let start = Instant::now();
    if let Some(what) = wrong_with_arguments(programs, settings, start) {
        println!("found {what}");
        return;
    }
    let mut seed = settings.seed;
    while start.elapsed() < settings.time {
        let found = differential::with_stack(|| {
            run_module(seed, planted.map(|(fault, _, stage, _)| (fault, stage)), settings)
        });
        if let Some(what) = found {
            println!("found {what}");
            return;
        }
        seed += 1;
    }
}

/// A difference of the named programs of `tests/run`: of what their lines say, then with random arguments, all of them in turn
/// for half of the time, at least once.
fn wrong_with_arguments(programs: &[&str], settings: &Settings, start: Instant) -> Option<String> {
    let mut files = corpus::files();
    files.retain(|file| programs.contains(&file.name.as_str()));
    files.sort_by_key(|file| programs.iter().position(|name| *name == file.name));
    for round in 0..if files.is_empty() { 0 } else { ROUNDS } {
        for file in &files {
            let limit = if round == 0 { settings.time } else { settings.time / 2 };
            if start.elapsed() >= limit {
                return None;
            }
            if round == 0
                && let Some(what) = differential::with_stack(|| wrong_library(file))
            {
                return Some(format!("{}: {what}", file.name));
            }
            let seed = settings.seed + round;
            if let Some(what) = differential::with_stack(|| difference(&file.source, seed)) {
                return Some(format!("{}: {what}", file.name));
            }
        }
    }
    None
}

/// What the library of a program gives and its lines do not say; in one line.
fn wrong_library(file: &RunFile) -> Option<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let check = || library::check_file(file, folder.path(), &|_, _| Vec::new());
    let wrong = panics::caught(check).unwrap_or_else(|panic| vec![format!("panic: {panic}")]);
    wrong.first().map(|why| one_line(why))
}

/// A call of a library that a host may not make, or must be able to, after which it is not as it must be.
fn wrong_call(settings: &Settings) -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let inputs = Inputs::new(&root, settings.seed, Seeds::Bytes);
    let call = |number| panics::caught(|| targets::call(&inputs.input(number))).err();
    (0..CALLS).find_map(call).map(|panic| one_line(&panic))
}

/// Runs those functions of a seed's module that bring the compiler to the place of the fault; the first difference in
/// one line. To find out costs little where the place is in a pass, and no other function can show the fault.
fn run_module(seed: u64, planted: Option<(Fault, &str)>, settings: &Settings) -> Option<String> {
    let style = Style { entries: settings.entries, elementary: true };
    let mut functions = generate::program(seed, style);
    println!("entries {}", functions.len());
    if let Some((fault, stage)) = planted
        && !BEHIND_PASSES.contains(&stage)
    {
        let mut panic = None;
        functions.retain(|function| {
            fault::forget();
            let compiled = panics::caught(|| compile(&function.to_string()));
            panic = panic.take().or(compiled.err());
            fault::reached(fault)
        });
        if let Some(panic) = panic {
            return Some(format!("panic: {}", one_line(&panic)));
        }
    }
    functions.retain(|function| module::analyse(&function.to_string(), Arithmetic::default()).is_ok());
    if functions.is_empty() {
        return None;
    }
    println!("reached");
    difference(&generate::source_of(&functions), seed)
}

/// The first difference between a program's libraries and the evaluator, in one line.
fn difference(text: &str, seed: u64) -> Option<String> {
    match panics::caught(|| differential::run_text(text, seed, None, &|_| {}, &mut Counts::default())) {
        Err(panic) => Some(format!("panic: {}", one_line(&panic))),
        Ok(Err(error)) => Some(one_line(&error)),
        Ok(Ok(findings)) => findings.first().map(|finding| one_line(&finding.what)),
    }
}

/// A program of `tests/run` that does not give what it says, by the evaluator.
fn wrong_program() -> Option<String> {
    corpus::files().iter().find_map(|file| {
        let wrong =
            panics::caught(|| wrong_line(file)).unwrap_or_else(|panic| Some(format!("panic: {panic}")));
        wrong.map(|why| format!("{}: {}", file.name, one_line(&why)))
    })
}

fn wrong_line(file: &RunFile) -> Option<String> {
    let source = match module::analyse(&file.source, Arithmetic::default()) {
        Ok(source) => source,
        Err(errors) => return errors.into_iter().next(),
    };
    let program = array::lower(&source.checked.module);
    file.runs.iter().find(|run| !is_as_said(&source, &program, run)).map(|run| format!("line {}", run.line))
}

/// Whether a call gives what its line says. Calls over loop dimensions are left to the library's tests.
fn is_as_said(source: &Source, program: &Program, call: &Run) -> bool {
    let Some(id) = program.find(&call.function).filter(|id| !program.functions[*id].frame) else {
        return true;
    };
    let Some(signature) = Signature::of(&source.checked.interface, &call.function) else { return false };
    let args = signature.params.iter().zip(&call.args).map(|(dtype, value)| value.to_array(*dtype));
    let Ok(args) = args.collect::<Result<Vec<_>, _>>() else { return false };
    let found = array::evaluate(program, id, &parts::split(&args), EvalOptions::default());
    let same = |expected: &[run::Value], near: &dyn Fn(&ArrayValue, &ArrayValue) -> bool| {
        let Ok(values) = &found else { return false };
        let values = parts::join(&signature.results, values.clone());
        values.iter().zip(expected).all(|(value, expected)| {
            expected.to_array(value.dtype).is_ok_and(|expected| near(value, &expected))
        })
    };
    match &call.expected {
        Expected::Exactly(values) => same(values, &ArrayValue::same),
        Expected::Nearly(values, error) => same(values, &|a, b| run::is_near(a, b, *error)),
        Expected::Fails { status, .. } => found.is_err_and(|error| error.status == *status),
    }
}

/// Takes a program through all passes, as far as it is a program.
fn compile(text: &str) {
    let Ok(source) = module::analyse(text, Arithmetic::default()) else { return };
    let options = Options { verify: true, ..Options::default() };
    let Ok(middle) = pipeline::middle(&source, &options, &mut Times::default()) else { return };
    for level in Level::ALL {
        let _ = pipeline::loop_program(&middle.program, &Target::of(level), &options, |_| true);
    }
}

fn one_line(text: &str) -> String {
    text.lines().next().unwrap_or("").to_string()
}

/// The scores of the faults named, or of all, in the order of the table; first that of a run without a fault. `reach`
/// names the programs that each is looked for with.
#[must_use]
pub fn play_all(settings: &Settings, only: &[&str], reach: &Reach) -> Vec<Score> {
    let all = (0..fault::ALL.len()).filter(|&at| only.is_empty() || only.contains(&fault::ALL[at].1));
    let jobs: Vec<Option<usize>> = std::iter::once(None).chain(all.map(Some)).collect();
    let (next, scores) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..settings.workers {
            scope.spawn(|| {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let score = play(*job, settings, reach);
                    println!("{}", score.line());
                    scores.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(score);
                }
            });
        }
    });
    let mut scores = scores.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    scores.sort_by_key(|score| score.fault);
    scores
}

/// Runs the children of one fault.
fn play(fault: Option<usize>, settings: &Settings, reach: &Reach) -> Score {
    let start = Instant::now();
    let mut score = Score { fault, found: None, time: settings.time, entries: 0, reached: false };
    let mut child = Command::new(differential::this_program())
        .args(["--worker", score.name()])
        .args(["--seed", &settings.seed.to_string()])
        .args(["--entries", &settings.entries.to_string()])
        .args(["--seconds", &settings.time.as_secs().to_string()])
        .args(["--programs", &score.programs(reach).join(",")])
        .envs(score.boundary_number().map(|number| ("ARRC_FAULT", number.to_string())))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the child starts");
    let output = child.stdout.take().expect("its output");
    let (sender, receiver) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    // A module may be at work when the time is up.
    while score.found.is_none() && start.elapsed() < settings.time + SILENCE {
        match receiver.recv_timeout(SILENCE) {
            Ok(line) => score.read(&line),
            Err(mpsc::RecvTimeoutError::Timeout) => score.found = Some("does not come to an end".into()),
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                let status = child.wait().expect("its end");
                score.found = (!status.success()).then(|| format!("a crash, {status}"));
                break;
            }
        }
    }
    if score.found.is_some() {
        score.time = start.elapsed();
    }
    let _ = child.kill();
    let _ = child.wait();
    let _ = reader.join();
    score
}

impl Score {
    fn name(&self) -> &'static str {
        self.fault.map_or(NOTHING, |at| fault::ALL[at].1)
    }
    /// Programs of `tests/run` that may show the fault; those with arithmetic of their own have no oracle.
    fn programs<'r>(&self, reach: &'r Reach) -> Vec<&'r str> {
        let programs = reach.get(self.name()).into_iter().flatten();
        programs.filter(|name| !name.starts_with("fast/")).take(MOST_PROGRAMS).map(String::as_str).collect()
    }
    /// The number of a fault among those of the boundary.
    fn boundary_number(&self) -> Option<usize> {
        let mut boundary = (0..fault::ALL.len()).filter(|&at| fault::ALL[at].2 == BOUNDARY);
        boundary.position(|at| Some(at) == self.fault)
    }
    /// Takes in what the child says.
    fn read(&mut self, line: &str) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "reached" => self.reached = true,
            "entries" => self.entries += rest.parse().unwrap_or(0),
            "found" => self.found = Some(rest.to_string()),
            _ => {}
        }
    }
    /// A line for people.
    fn line(&self) -> String {
        let how = match (&self.found, self.reached) {
            (Some(what), _) => what.as_str(),
            (None, true) => "not found",
            (None, false) => "not found, nor reached",
        };
        let (time, entries) = (self.time.as_secs_f64(), self.entries);
        format!("{:24} {time:6.1} s {entries:6} entries  {how}", self.name())
    }
}

/// Whether every fault was found, and nothing without one.
#[must_use]
pub fn all_as_expected(scores: &[Score]) -> bool {
    scores.iter().all(|score| score.found.is_some() == score.fault.is_some())
}

/// `N seeded, M found`.
#[must_use]
pub fn last_line(scores: &[Score]) -> String {
    let seeded = scores.iter().filter(|score| score.fault.is_some());
    let found = seeded.clone().filter(|score| score.found.is_some());
    format!("{} seeded, {} found", seeded.count(), found.count())
}

/// The scores as a table in Markdown.
#[must_use]
pub fn table(settings: &Settings, scores: &[Score]) -> String {
    let mut text = format!(
        "Seed {}, at most {} s each, {} at a time.\n\n| stage | fault | what goes wrong | s | entries |\n\
         |---|---|---|--:|--:|\n",
        settings.seed,
        settings.time.as_secs(),
        settings.workers
    );
    for score in scores {
        let Some((_, name, stage, what)) = score.fault.map(|at| fault::ALL[at]) else { continue };
        let time = match (&score.found, score.reached) {
            (Some(_), _) => format!("{:.1}", score.time.as_secs_f64()),
            (None, true) => "not found".to_string(),
            (None, false) => "not reached".to_string(),
        };
        let _ = writeln!(text, "| {stage} | `{name}` | {what} | {time} | {} |", score.entries);
    }
    let _ = writeln!(text, "\n{}", last_line(scores));
    text
}
