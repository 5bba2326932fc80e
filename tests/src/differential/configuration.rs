//! The ways in which one module is compiled and called.

use std::fmt;

use driver::pipeline::{self, Options};
use loops::Level;

use super::library::{Machine, levels};
use crate::generate::rng::Rng;

/// Threads that a library is told to use.
const THREADS: [usize; 3] = [1, 2, 7];
/// What is called must be inlined before the program is lowered further; there is no other form of it.
const MANDATORY: &[&str] = &["inline"];

/// One way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Configuration {
    /// CPU level and threads.
    pub machine: Machine,
    /// Passes that may rewrite only so often: 0 switches one off.
    pub fuel: Vec<(String, u64)>,
    /// Work of one part of a parallel loop, where it is not the usual.
    pub part: Option<i64>,
    /// Whether LLVM leaves the code as it is.
    pub unoptimised: bool,
}

/// The passes that can be switched off.
#[must_use]
pub fn optional_passes() -> Vec<&'static str> {
    pipeline::pass_names().into_iter().filter(|name| !MANDATORY.contains(name)).collect()
}

impl Configuration {
    /// Four configurations: nothing optimised, everything optimised, and two of all kinds. They agree on whether `fma`
    /// rounds once, so that a call has one meaning.
    #[must_use]
    pub fn draw(rng: &mut Rng) -> Vec<Self> {
        let with_fma: Vec<u8> = levels().into_iter().filter(|&level| level > 2).collect();
        let levels = if with_fma.is_empty() || rng.chance(20) { vec![2] } else { with_fma };
        let passes = optional_passes();
        let nothing = Self { fuel: off(&passes), unoptimised: true, ..Self::any(&levels, rng) };
        let everything = Self { unoptimised: false, ..Self::any(&levels, rng) };
        let mut all = vec![nothing, everything];
        for _ in 0..2 {
            let pass = *rng.pick(&passes);
            let fuel = match rng.below(4) {
                0 => Vec::new(),
                1 => vec![(pass.to_string(), rng.bits() % 6)],
                _ => off(&[pass]),
            };
            all.push(Self { fuel, ..Self::any(&levels, rng) });
        }
        all
    }

    /// All passes, on some machine.
    fn any(levels: &[u8], rng: &mut Rng) -> Self {
        let machine = Machine { level: *rng.pick(levels), threads: *rng.pick(&THREADS) };
        // Small parts, so that small arrays are worked on by several threads.
        let part = rng.chance(60).then(|| 1 << (4 + rng.below(12)));
        Self { machine, fuel: Vec::new(), part, unoptimised: rng.chance(80) }
    }

    /// Whether `fma` rounds once there.
    #[must_use]
    pub fn fma(&self) -> bool {
        self.machine.level > 2
    }

    /// For the compiler.
    #[must_use]
    pub fn options(&self) -> Options {
        Options {
            levels: vec![level_of(self.machine.level)],
            verify: true,
            part: self.part,
            unoptimised: self.unoptimised,
            fuel: self.fuel.clone(),
            ..Options::default()
        }
    }
}

/// V2 for 2.
#[must_use]
pub fn level_of(number: u8) -> Level {
    match number {
        2 => Level::V2,
        3 => Level::V3,
        _ => Level::V4,
    }
}

fn off(passes: &[&str]) -> Vec<(String, u64)> {
    passes.iter().map(|pass| ((*pass).to_string(), 0)).collect()
}

impl fmt::Display for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}, {} threads", self.machine.level, self.machine.threads)?;
        if let Some(part) = self.part {
            write!(f, ", parts of {part}")?;
        }
        match &self.fuel[..] {
            [] => {}
            [(pass, 0)] => write!(f, ", without {pass}")?,
            [(pass, rewrites)] => write!(f, ", {rewrites} rewrites by {pass}")?,
            _ => f.write_str(", without passes")?,
        }
        f.write_str(if self.unoptimised { ", LLVM off" } else { "" })
    }
}
