//! Programs and a random number generator that several tests share.

use array::Program;
use base::{DType, Scalar};

/// A small generator of pseudo-random numbers (splitmix64), the same on every machine.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
    /// A float in (-1, 1).
    pub(crate) fn float(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }
    /// A scalar of the type, small where it is an integer.
    pub(crate) fn scalar(&mut self, dtype: DType) -> Scalar {
        match dtype {
            DType::Bool => Scalar::bool(self.below(2) == 0),
            DType::F32 | DType::F64 => Scalar::float(dtype, self.float() * 4.0),
            _ => Scalar::int(dtype, self.below(9) as i64 - 2),
        }
    }
}

/// The program that the text describes, which must be valid.
pub(crate) fn program(text: &str) -> Program {
    let program = array::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    if let Err(errors) = array::validate(&program) {
        panic!("{}\n{text}", errors.join("\n"));
    }
    program
}
