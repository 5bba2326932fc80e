//! The ways in which one module is compiled and called.

use std::fmt;

use driver::cli::Arithmetic;
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
    /// What may differ in the last bits; the same for all configurations of a module, since it belongs to the meaning.
    pub arithmetic: Arithmetic,
}

/// What may differ in the last bits of the module of a seed.
#[must_use]
pub fn arithmetic_of(seed: u64) -> Arithmetic {
    let kind = Rng::new(seed ^ 0x6172_6974).below(10);
    Arithmetic { reproducible: kind < 2, fast_math: kind == 2 }
}

/// The passes that can be switched off.
#[must_use]
pub fn optional_passes() -> Vec<&'static str> {
    pipeline::pass_names().into_iter().filter(|name| !MANDATORY.contains(name)).collect()
}

impl Configuration {
    /// Four configurations for the module of a seed: nothing optimised, everything optimised, and two of all kinds. They
    /// agree on whether `fma` rounds once, so that a call has one meaning; reproducible ones are for all levels in turn.
    #[must_use]
    pub fn draw(seed: u64) -> Vec<Self> {
        let mut rng = Rng::new(seed);
        let arithmetic = arithmetic_of(seed);
        let with_fma: Vec<u8> = levels().into_iter().filter(|&level| level > 2).collect();
        let levels = if arithmetic.reproducible {
            levels()
        } else if with_fma.is_empty() || rng.chance(20) {
            vec![2]
        } else {
            with_fma
        };
        let passes = optional_passes();
        let fuels = [0, 1, 2, 3].map(|number| match (number, rng.below(4)) {
            (0, _) => off(&passes),
            (1, _) | (_, 0) => Vec::new(),
            (_, 1) => vec![((*rng.pick(&passes)).to_string(), rng.bits() % 6)],
            _ => off(&[*rng.pick(&passes)]),
        });
        let first = rng.below(levels.len());
        let all = fuels.into_iter().enumerate().map(|(number, fuel)| {
            let level = if arithmetic.reproducible {
                levels[(first + number) % levels.len()]
            } else {
                *rng.pick(&levels)
            };
            let machine = Machine { level, threads: *rng.pick(&THREADS) };
            // Small parts, so that small arrays are worked on by several threads.
            let part = rng.chance(60).then(|| 1 << (4 + rng.below(12)));
            // LLVM takes most of the time, and what it makes of our code is seen once.
            let unoptimised = number != 1 && (number == 0 || rng.chance(95));
            Self { machine, fuel, part, unoptimised, arithmetic }
        });
        all.collect()
    }

    /// Whether `fma` rounds once there.
    #[must_use]
    pub fn fma(&self) -> bool {
        self.machine.level > 2 && !self.arithmetic.reproducible
    }

    /// For the compiler.
    #[must_use]
    pub fn options(&self) -> Options {
        Options {
            levels: vec![level_of(self.machine.level)],
            verify: true,
            part: self.part,
            unoptimised: self.unoptimised,
            arithmetic: self.arithmetic,
            no_line_tables: true,
            one_object: true,
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
        f.write_str(if self.unoptimised { ", LLVM off" } else { "" })?;
        self.arithmetic.names().iter().try_for_each(|name| write!(f, ", {name}"))
    }
}
