//! Compiled programs against the evaluator, on random programs.
//!
//! The work is done in child processes, so that a library that crashes is a finding and not the end. A child works on
//! one module after another, each of many entry points that are compiled together; it tells what it is about to do
//! before it does it. A finding is made smaller by more children, each with a simpler program.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use driver::source::Source;

use crate::generate::rng::Rng;
use crate::generate::tree::{Kind, Node, Part};
use crate::generate::{self, Style};
use crate::run::{self, RunFile};
use configuration::arithmetic_of;
use module::Module;
use reduce::Attempt;
use watch::Watch;

mod case;
pub mod configuration;
pub mod library;
pub mod memory;
pub mod module;
pub mod panics;
pub mod reduce;
mod size;
mod typed;
mod watch;

/// The parser and the checker recurse as deep as the program.
const STACK: usize = 256 << 20;

/// Of a hundred programs of which much code comes.
const LARGE_KEPT: usize = 25;

/// What to run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The first module.
    pub seed: u64,
    /// How long.
    pub time: Duration,
    /// At most so many modules.
    pub modules: u64,
    /// How long a finding may be made smaller.
    pub reduce: Duration,
    /// Processes at a time.
    pub workers: usize,
    /// What the programs are like.
    pub style: Style,
    /// Only this entry point.
    pub entry: Option<usize>,
    /// Only this configuration.
    pub configuration: Option<usize>,
    /// Instead of random programs those of `tests/run` whose names begin so; a seed is a number in that list.
    pub corpus: Option<String>,
}

/// What was done.
#[derive(Clone, Copy, Default, Debug)]
pub struct Counts {
    /// Entry points that were called.
    pub programs: u64,
    /// Calls of libraries.
    pub calls: u64,
    /// Calls that would have taken too long.
    pub skipped: u64,
    /// Programs that the checker refused.
    pub refused: u64,
    /// Programs that were left out because much code comes of them.
    pub large: u64,
    /// Programs with a difference.
    pub mismatches: u64,
    /// Time to make and check programs.
    pub checking: Duration,
    /// Time of the evaluator.
    pub evaluating: Duration,
    /// Time of the compiler.
    pub compiling: Duration,
    /// Time of the libraries.
    pub calling: Duration,
}

/// A difference.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The entry point, if it is only one.
    pub function: Option<String>,
    /// The configuration and the two results.
    pub what: String,
    /// The arguments.
    pub inputs: String,
    /// The number of the module's configuration.
    pub configuration: Option<usize>,
}

impl Finding {
    /// A finding on a whole module.
    #[must_use]
    pub fn whole(what: String) -> Self {
        Self { function: None, what, inputs: String::new(), configuration: None }
    }
}

/// The functions of a module that the checker takes, and what it makes of them if it takes all.
#[must_use]
pub fn accepted(settings: &Settings, seed: u64, counts: &mut Counts) -> (Vec<Node>, Option<Source>) {
    let start = Instant::now();
    let mut functions = match &settings.corpus {
        Some(corpus) => file_of(corpus, seed),
        None => generate::program(seed, settings.style),
    };
    let arithmetic = arithmetic_of(seed);
    let analysed = |functions: &[Node]| module::analyse(&generate::source_of(functions), arithmetic).ok();
    if let Some(entry) = settings.entry {
        functions.retain(|function| name_of(function).is_some_and(|name| name == format!("entry{entry}")));
    }
    let mut source = analysed(&functions);
    if source.is_none() {
        let all = functions.len();
        functions.retain(|function| analysed(std::slice::from_ref(function)).is_some());
        counts.refused += (all - functions.len()) as u64;
        source = analysed(&functions);
    }
    if settings.corpus.is_none() && settings.entry.is_none() {
        let all = functions.len();
        let large = source.as_ref().map(size::large).unwrap_or_default();
        functions.retain(|function| {
            let number = name_of(function).map_or(0, |name| module::entry_number(&name));
            !large.contains(&number) || Rng::new(seed.wrapping_mul(1000) ^ number).chance(LARGE_KEPT)
        });
        if functions.len() < all {
            counts.large += (all - functions.len()) as u64;
            source = analysed(&functions);
        }
    }
    counts.checking += start.elapsed();
    (functions, source)
}

/// The programs of `tests/run` whose names begin so, in a fixed order.
///
/// # Panics
/// On a file that cannot be read.
#[must_use]
pub fn files(corpus: &str) -> Vec<RunFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("run");
    let mut files = run::load(&folder).expect("programs with expectations");
    files.retain(|file| file.name.starts_with(corpus));
    files
}

fn file_of(corpus: &str, number: u64) -> Vec<Node> {
    let number = usize::try_from(number).unwrap_or(usize::MAX);
    let text = |file: &RunFile| Node { kind: Kind::Function, parts: vec![Part::Text(file.source.clone())] };
    files(corpus).get(number).map(text).into_iter().collect()
}

/// Runs one text in this process, in all of its configurations or only in the one with that number.
///
/// # Errors
/// What the checker says.
pub fn run_text(
    text: &str,
    seed: u64,
    only: Option<usize>,
    at: &dyn Fn(&str),
    counts: &mut Counts,
) -> Result<Vec<Finding>, String> {
    let start = Instant::now();
    let source = module::analyse(text, arithmetic_of(seed)).map_err(|errors| errors.join("\n"))?;
    counts.checking += start.elapsed();
    Ok(run_source(source, seed, only, at, counts))
}

fn run_source(
    source: Source,
    seed: u64,
    only: Option<usize>,
    at: &dyn Fn(&str),
    counts: &mut Counts,
) -> Vec<Finding> {
    // A program of `tests/run` may have tests only.
    if source.checked.interface.functions.is_empty() {
        return Vec::new();
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let module = Module::new(source, seed, at, counts);
    module.run(folder.path(), only, at, counts)
}

/// With enough stack for deep programs.
pub fn with_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread =
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).expect("a thread");
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// A child's work: modules by seeds from `seed` in steps, told line by line.
pub fn work(settings: &Settings, step: u64) {
    panics::keep_messages();
    let start = Instant::now();
    let mut seed = settings.seed;
    for _ in 0..settings.modules {
        if start.elapsed() >= settings.time {
            break;
        }
        say(&format!("seed {seed}"));
        let mut counts = Counts::default();
        let accepted = accepted(settings, seed, &mut counts);
        for finding in module_findings(accepted, seed, settings.configuration, &mut counts) {
            let function = finding.function.as_deref().unwrap_or("-");
            let number = finding.configuration.map_or("-".to_string(), |number| number.to_string());
            let text = escape(&format!("{}\n{}", finding.what, finding.inputs));
            say(&format!("finding {function} {number} {text}"));
        }
        say(&format!("done {}", counts.numbers().map(|number| number.to_string()).join(" ")));
        seed += step;
    }
}

/// The findings of a module; where it has no library, those of each of its functions alone.
fn module_findings(
    (functions, source): (Vec<Node>, Option<Source>),
    seed: u64,
    only: Option<usize>,
    counts: &mut Counts,
) -> Vec<Finding> {
    let at = |what: &str| say(&format!("at {what}"));
    let run = |functions: &[Node], counts: &mut Counts| {
        let findings = run_text(&generate::source_of(functions), seed, only, &at, counts);
        findings.unwrap_or_else(|error| vec![Finding::whole(error)])
    };
    let findings = match source {
        Some(source) => run_source(source, seed, only, &at, counts),
        None => run(&functions, counts),
    };
    if functions.len() < 2 || findings.iter().all(|finding| finding.function.is_some()) {
        return findings;
    }
    let mut alone = Vec::new();
    for function in &functions {
        let name = name_of(function);
        for finding in run(std::slice::from_ref(function), &mut Counts::default()) {
            alone.push(Finding { function: finding.function.or(name.clone()), ..finding });
        }
    }
    if alone.is_empty() { findings } else { alone }
}

/// The exported function's name.
fn name_of(function: &Node) -> Option<String> {
    let text = function.to_string();
    let (_, rest) = text.split_once("pub fn entry").or_else(|| text.split_once("pub fn "))?;
    let (name, _) = rest.split_once(['(', '<'])?;
    Some(if text.contains(&format!("pub fn entry{name}")) {
        format!("entry{name}")
    } else {
        name.to_string()
    })
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // A parent that has gone away is no reason to complain.
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n")
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => out.push(if chars.next() == Some('n') { '\n' } else { '\\' }),
            (c, false) => out.push(c),
        }
    }
    out
}

/// What a child has said, and how it ended.
struct Report {
    counts: Counts,
    /// With the seeds of their modules.
    findings: Vec<(u64, Finding)>,
    /// The seed at which it died, and what it was doing.
    died: Option<(u64, String)>,
    last_seed: u64,
}

/// Runs programs until the time is up and prints the findings; the totals.
#[must_use]
pub fn run(settings: &Settings, program: &Path) -> Counts {
    let start = Instant::now();
    let (sender, receiver) = mpsc::channel();
    let mut totals = Counts::default();
    std::thread::scope(|scope| {
        for worker in 0..settings.workers {
            let sender = sender.clone();
            scope.spawn(move || supervise(settings, worker as u64, program, start, &sender));
        }
        drop(sender);
        let mut shown = Shown::default();
        for report in receiver {
            add(&mut totals, &report);
            show(settings, program, &report, &mut shown);
        }
        // Once more in short, since of a long log often only the end is kept.
        for head in shown.heads {
            println!("{head}");
        }
    });
    totals
}

/// What has been printed of findings.
#[derive(Default)]
struct Shown {
    /// The kinds of which a small program was shown.
    kinds: Vec<String>,
    /// Of each where it was, and the first line of what it is.
    heads: Vec<String>,
}

impl Shown {
    fn head(&mut self, place: &str, what: &str) {
        println!("{place}\n{}", shorten(what));
        self.heads.push(format!("{place}: {}", shorten(what.lines().next().unwrap_or(""))));
    }
}

/// Starts a child again after each death, at the next seed.
fn supervise(
    settings: &Settings,
    worker: u64,
    program: &Path,
    start: Instant,
    sender: &mpsc::Sender<Report>,
) {
    let step = settings.workers as u64;
    let mut seed = settings.seed + worker;
    let last = settings.seed.saturating_add(settings.modules);
    while start.elapsed() < settings.time && seed < last {
        let modules = (last - seed).div_ceil(step).min(50);
        let time = settings.time.saturating_sub(start.elapsed());
        let now = Settings { seed, modules, time, ..settings.clone() };
        let report = run_child(&mut child(program, &now, step));
        seed = report.last_seed + step;
        if sender.send(report).is_err() {
            return;
        }
    }
}

fn child(program: &Path, settings: &Settings, step: u64) -> Command {
    let mut command = Command::new(program);
    command
        .arg("--worker")
        .args(["--seed", &settings.seed.to_string()])
        .args(["--modules", &settings.modules.to_string()])
        .args(["--seconds", &settings.time.as_secs_f64().to_string()])
        .args(["--entries", &settings.style.entries.to_string()])
        .args(["--step", &step.to_string()]);
    if let Some(corpus) = &settings.corpus {
        command.args(["--corpus", corpus]);
    }
    for (option, number) in [("--entry", settings.entry), ("--configuration", settings.configuration)] {
        if let Some(number) = number {
            command.args([option, &number.to_string()]);
        }
    }
    command
}

/// Runs a child to its end, or until it is silent for too long.
fn run_child(command: &mut Command) -> Report {
    let mut report = Report { counts: Counts::default(), findings: Vec::new(), died: None, last_seed: 0 };
    let mut process =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the child starts");
    let stdout = process.stdout.take().expect("its output");
    let errors = process.stderr.take().expect("its complaints");
    let complaints = std::thread::spawn(move || std::io::read_to_string(errors).unwrap_or_default());
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    let mut doing = "start".to_string();
    let mut open = false;
    let mut watch = Watch::new(process.id());
    let hangs = loop {
        match receiver.recv_timeout(watch::SILENCE) {
            Ok(line) => {
                read_line(&line, &mut report, &mut doing, &mut open);
                watch.spoke();
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                if let Some(how) = watch.hangs() {
                    break Some(how);
                }
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => break None,
        }
    };
    if hangs.is_some() {
        let _ = process.kill();
    }
    let status = end(&mut process);
    let complaints = complaints.join().unwrap_or_default();
    if open || !status.is_some_and(|status| status.success()) {
        let how = hangs.unwrap_or_else(|| format!("ended with {status:?}"));
        report.died = Some((report.last_seed, format!("the child {how} at: {doing}\n{complaints}")));
    }
    report
}

fn end(process: &mut Child) -> Option<std::process::ExitStatus> {
    process.wait().ok()
}

fn read_line(line: &str, report: &mut Report, doing: &mut String, open: &mut bool) {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    match word {
        "seed" => {
            report.last_seed = rest.parse().unwrap_or(0);
            *open = true;
        }
        "at" => *doing = rest.to_string(),
        "finding" => {
            let mut words = rest.splitn(3, ' ');
            let function = words.next().filter(|word| *word != "-").map(str::to_string);
            let configuration = words.next().and_then(|word| word.parse().ok());
            let what = unescape(words.next().unwrap_or(""));
            let finding = Finding { function, what, inputs: String::new(), configuration };
            report.findings.push((report.last_seed, finding));
        }
        "done" => {
            let numbers: Vec<u64> = rest.split(' ').map(|n| n.parse().unwrap_or(0)).collect();
            report.counts.add(&Counts::from_numbers(&numbers));
            *open = false;
        }
        _ => {}
    }
}

fn add(totals: &mut Counts, report: &Report) {
    totals.add(&report.counts);
    let mut wrong: Vec<(u64, &Option<String>)> =
        report.findings.iter().map(|(seed, finding)| (*seed, &finding.function)).collect();
    wrong.dedup();
    totals.mismatches += wrong.len() as u64 + u64::from(report.died.is_some());
}

impl Counts {
    /// As a child tells them; times in microseconds.
    fn numbers(&self) -> [u64; 9] {
        let time = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let times = [self.checking, self.evaluating, self.compiling, self.calling].map(time);
        [
            self.programs,
            self.calls,
            self.skipped,
            self.refused,
            times[0],
            times[1],
            times[2],
            times[3],
            self.large,
        ]
    }
    fn from_numbers(numbers: &[u64]) -> Self {
        let number = |k: usize| numbers.get(k).copied().unwrap_or(0);
        let time = |k: usize| Duration::from_micros(number(k));
        Self {
            programs: number(0),
            calls: number(1),
            skipped: number(2),
            refused: number(3),
            large: number(8),
            mismatches: 0,
            checking: time(4),
            evaluating: time(5),
            compiling: time(6),
            calling: time(7),
        }
    }
    fn add(&mut self, more: &Self) {
        self.programs += more.programs;
        self.calls += more.calls;
        self.skipped += more.skipped;
        self.refused += more.refused;
        self.large += more.large;
        self.checking += more.checking;
        self.evaluating += more.evaluating;
        self.compiling += more.compiling;
        self.calling += more.calling;
    }
}

/// Prints the findings, each kind with the smallest program that shows it.
fn show(settings: &Settings, program: &Path, report: &Report, shown: &mut Shown) {
    let smallest = |seed: u64, function: Option<&str>, configuration: Option<usize>| {
        let functions = accepted_with_stack(settings, seed);
        let attempt = Attempt { seed, configuration, program };
        println!("{}", reduce::smallest(&functions, function, &attempt, settings.reduce));
    };
    let mut seen: Vec<(u64, Option<String>)> = Vec::new();
    for (seed, Finding { function, what, configuration, .. }) in &report.findings {
        if seen.contains(&(*seed, function.clone())) {
            continue;
        }
        seen.push((*seed, function.clone()));
        let place = place_of(settings, *seed);
        shown.head(&format!("== MISMATCH, {place}, function {}", function.as_deref().unwrap_or("?")), what);
        let kind = kind_of(what);
        if shown.kinds.contains(&kind) {
            println!("as before\n");
            continue;
        }
        shown.kinds.push(kind);
        smallest(*seed, function.as_deref(), *configuration);
    }
    if let Some((seed, what)) = &report.died {
        shown.head(&format!("== CRASH, {}", place_of(settings, *seed)), what);
        let function = what.rsplit_once("function ").and_then(|(_, rest)| rest.split_whitespace().next());
        smallest(*seed, function, None);
    }
}

fn place_of(settings: &Settings, seed: u64) -> String {
    let file = |corpus: &String| files(corpus).get(usize::try_from(seed).ok()?).map(|file| file.name.clone());
    let file = settings.corpus.as_ref().and_then(file);
    file.map_or_else(|| format!("seed {seed}"), |name| format!("program {name}, seed {seed}"))
}

/// What findings of one cause probably have in common: a panic's message without its numbers.
fn kind_of(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    let message = match line.split_once("panic") {
        Some((_, message)) => message,
        None => text,
    };
    message.chars().filter(|c| !c.is_ascii_digit()).collect()
}

fn accepted_with_stack(settings: &Settings, seed: u64) -> Vec<Node> {
    with_stack(|| accepted(settings, seed, &mut Counts::default()).0)
}

/// Long lines lose their middle.
fn shorten(text: &str) -> String {
    let line = |line: &str| match line.char_indices().nth(600) {
        Some((at, _)) => format!("{} …", &line[..at]),
        None => line.to_string(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The test binary's own path, as the program for children.
///
/// # Panics
/// Where the system does not tell it.
#[must_use]
pub fn this_program() -> PathBuf {
    std::env::current_exe().expect("the path of this program")
}
