//! What the schedule and code generation need to know of a CPU level.

use base::DType;

/// An x86-64 level.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// SSE4.2, no fma.
    V2,
    /// AVX2 and fma.
    V3,
    /// AVX-512.
    V4,
}

/// One CPU level with what follows from it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Target {
    /// The level.
    pub level: Level,
    /// Bits of a vector register.
    pub vector_bits: u32,
    /// Whether `fma` rounds once.
    pub fma: bool,
    /// Work of one part of a parallel loop, in sixteenths of a simple scalar operation; tests take little, so that
    /// small arrays have several parts.
    pub part: i64,
}

/// About 30 microseconds.
const PART: i64 = 1 << 21;

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Level; 3] = [Level::V2, Level::V3, Level::V4];
    /// As on the command line: `v2`, `v3`, `v4`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::V2 => "v2",
            Level::V3 => "v3",
            Level::V4 => "v4",
        }
    }
}

impl Target {
    /// The usual target of a level.
    #[must_use]
    pub fn of(level: Level) -> Self {
        let vector_bits = match level {
            Level::V2 => 128,
            Level::V3 => 256,
            Level::V4 => 512,
        };
        Self { level, vector_bits, fma: level != Level::V2, part: PART }
    }
    /// Lanes of `dtype` in one register.
    #[must_use]
    pub fn lanes(&self, dtype: DType) -> u32 {
        let bits = u32::try_from(dtype.size() * 8).unwrap_or(64);
        (self.vector_bits / bits).max(1)
    }
}
