//! Runs a target on many inputs in a child process and says what went wrong.
//!
//! The child tells the number of each input before it runs it. A child that panics, dies, takes too long or too much
//! memory is a finding; the parent goes on behind that input with a new child. Input number `n` of a seed is always the
//! same, so that it can be made again.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use driver::pipeline::{Options, Times};

use crate::differential::{panics, with_stack};
use crate::generate::rng::Rng;

use super::mutate::{self, Mutator};
use super::pumps;
use super::targets::{Seeds, Target};

/// What to run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which inputs.
    pub seed: u64,
    /// The number of the first input.
    pub first: u64,
    /// How many inputs.
    pub count: u64,
    /// How long, whatever the count.
    pub time: Duration,
    /// Longest time for one input.
    pub slowest: Duration,
    /// Most memory, in MiB.
    pub memory: u64,
}

/// An input that is not borne.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its number.
    pub input: u64,
    /// A panic's message, or how the child ended.
    pub what: String,
}

/// Makes the inputs of a seed.
pub struct Inputs {
    seed: u64,
    seeds: Seeds,
    mutator: Mutator,
    manifest: Vec<u8>,
    library: Vec<u8>,
}

impl Inputs {
    /// Reads the corpus below the repository's folder; for libraries and manifests, builds one.
    #[must_use]
    pub fn new(root: &Path, seed: u64, seeds: Seeds) -> Self {
        let (library, manifest) = match seeds {
            Seeds::Manifests | Seeds::Libraries => sample(root, "kernel"),
            _ => (Vec::new(), Vec::new()),
        };
        Self { seed, seeds, mutator: Mutator::new(root), manifest, library }
    }

    /// Input number `n`.
    #[must_use]
    pub fn input(&self, n: u64) -> Vec<u8> {
        let mut rng = Rng::new(self.seed.wrapping_mul(0x9e37_79b9).wrapping_add(n));
        match self.seeds {
            Seeds::Programs => self.mutator.text(&mut rng),
            Seeds::Manifests => {
                let mut bytes = self.manifest.clone();
                mutate::damage(&mut bytes, &mut rng);
                bytes
            }
            Seeds::Libraries => damaged_library(&self.library, &mut rng),
            Seeds::Bytes => (0..24).flat_map(|_| rng.bits().to_le_bytes()).collect(),
            Seeds::Pumps => pumps::text(n).into_bytes(),
        }
    }
}

/// The library of `tests/abi/NAME.arr` for one CPU level, and its manifest.
pub(super) fn sample(root: &Path, name: &str) -> (Vec<u8>, Vec<u8>) {
    let text = fs::read(root.join(format!("tests/abi/{name}.arr"))).expect("the program");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = folder.path().join(format!("lib{name}.so"));
    let (mut source, _) = driver::source::analyse(name, &text);
    source.checked.interface.library = name.into();
    let options = Options { levels: vec![loops::Level::V2], ..Options::default() };
    driver::library::build(&source, &options, &library, false, &mut Times::default()).expect("a library");
    let manifest = runtime::Library::inspect(&library).expect("a manifest");
    (fs::read(library).expect("the library"), manifest.to_json().into_bytes())
}

/// Damage that the seal tells, or damage to a file without its seal.
fn damaged_library(whole: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    if rng.chance(50) {
        bytes.truncate(bytes.len() - 16);
    }
    mutate::damage(&mut bytes, rng);
    bytes
}

/// Runs inputs in child processes: `command` starts one, given where to begin and how many are left.
pub fn run(settings: &Settings, command: impl Fn(&Settings) -> Command) -> (u64, Vec<Finding>) {
    let end = settings.first.saturating_add(settings.count);
    let start = Instant::now();
    let (mut next, mut findings) = (settings.first, Vec::new());
    while next < end && start.elapsed() < settings.time {
        let left = Settings {
            first: next,
            count: end - next,
            time: settings.time.saturating_sub(start.elapsed()),
            ..settings.clone()
        };
        let mut child =
            command(&left).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a child process");
        let mut last = None;
        for line in BufReader::new(child.stdout.take().expect("a pipe")).lines().map_while(Result::ok) {
            match line.split_once(' ') {
                None => last = line.parse().ok(),
                Some((number, what)) => {
                    let input = number.parse().unwrap_or_default();
                    findings.push(Finding { input, what: what.to_string() });
                }
            }
        }
        let status = child.wait().expect("the child has ended");
        if !status.success() && findings.last().is_none_or(|finding| Some(finding.input) != last) {
            findings
                .push(Finding { input: last.unwrap_or(next), what: format!("the process died: {status}") });
        }
        next = last.map_or(end, |last| last + 1);
    }
    (next - settings.first, findings)
}

/// A child's work.
pub fn work(target: Target, root: &Path, settings: &Settings) {
    panics::keep_messages();
    with_stack(|| {
        let inputs = Inputs::new(root, settings.seed, target.seeds);
        let watch: &'static Watch = Box::leak(Box::new(Watch::new(settings)));
        std::thread::spawn(move || watch.look());
        let start = Instant::now();
        for number in settings.first..settings.first.saturating_add(settings.count) {
            if start.elapsed() > settings.time {
                break;
            }
            let input = inputs.input(number);
            watch.begin(number);
            if let Err(message) = panics::caught(|| (target.run)(&input)) {
                watch.say(&format!("{number} {}", message.replace('\n', " ")));
            }
        }
        watch.running.store(0, Ordering::Relaxed);
    });
}

/// Looks after the input that runs.
struct Watch {
    /// One more than the number of the input.
    running: AtomicU64,
    slowest: Duration,
    memory: u64,
    since: Mutex<Instant>,
}

impl Watch {
    fn new(settings: &Settings) -> Self {
        Self {
            running: AtomicU64::new(0),
            slowest: settings.slowest,
            memory: settings.memory,
            since: Mutex::new(Instant::now()),
        }
    }

    fn begin(&self, number: u64) {
        *self.since.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        self.running.store(number + 1, Ordering::Relaxed);
        self.say(&number.to_string());
    }

    fn say(&self, line: &str) {
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "{line}");
        let _ = out.flush();
    }

    fn look(&self) {
        loop {
            std::thread::sleep(Duration::from_millis(50));
            let Some(number) = self.running.load(Ordering::Relaxed).checked_sub(1) else { continue };
            let time = self.since.lock().unwrap_or_else(PoisonError::into_inner).elapsed();
            let memory = resident_memory();
            let what = if time > self.slowest {
                format!("more than {} s", self.slowest.as_secs())
            } else if memory > self.memory {
                format!("more than {} MiB", self.memory)
            } else {
                continue;
            };
            self.say(&format!("{number} {what}"));
            // No destructors: other threads are at work.
            std::process::abort();
        }
    }
}

/// MiB of this process.
fn resident_memory() -> u64 {
    const PAGE: u64 = 4096;
    let text = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: u64 = text.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(0);
    (pages * PAGE) >> 20
}

/// Writes an input that was not borne, for whoever mends it.
///
/// # Errors
/// The folder cannot be written.
pub fn keep(folder: &Path, name: &str, input: &[u8]) -> std::io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let path = folder.join(name);
    fs::write(&path, input)?;
    Ok(path)
}
