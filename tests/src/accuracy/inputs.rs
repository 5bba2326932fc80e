//! Which arguments the functions see: shards of all `f32`, and strata of `f64`.

use std::f64::consts::{FRAC_PI_2, LN_2, PI};

use crate::generate::rng::Rng;

/// Values that are computed in one call.
pub const BLOCK: usize = 1 << 16;

/// A part of all bit patterns of 32 bits: those that leave the rest `idx` when divided by `of`, a power of two. Every
/// shard has numbers of every exponent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shard {
    /// Below `of`.
    pub idx: u32,
    /// How many there are.
    pub of: u32,
}

impl Shard {
    /// How many patterns it has.
    #[must_use]
    pub fn len(self) -> u64 {
        (1 << 32) / u64::from(self.of)
    }

    /// Never: there are no more shards than patterns.
    #[must_use]
    pub fn is_empty(self) -> bool {
        false
    }

    /// Its patterns, a block at a time.
    pub fn blocks(self) -> impl Iterator<Item = Vec<f32>> {
        let all = self.len() as usize;
        let pattern = move |i: usize| f32::from_bits(i as u32 * self.of + self.idx);
        (0..all).step_by(BLOCK).map(move |start| (start..all.min(start + BLOCK)).map(pattern).collect())
    }
}

/// Arguments at which functions have corners, and neighbours of them.
const SPECIAL: [f64; 40] = [
    0.0,
    1.0,
    2.0,
    3.0,
    0.5,
    1.5,
    0.25,
    0.75,
    10.0,
    100.0,
    f64::INFINITY,
    f64::NAN,
    f64::MAX,
    f64::MIN_POSITIVE,
    5e-324,
    1e-300,
    1e300,
    3.402_823_466_385_288_6e38,
    1.175_494_350_822_287_5e-38,
    1.401_298_464_324_817e-45,
    // Ends of the ranges of exponentials, the error function and the gamma function.
    709.782_712_893_384,
    745.133_219_101_941_1,
    744.440_071_921_381_2,
    708.396_418_532_264_1,
    710.475_860_073_943_9,
    308.254_715_559_916_7,
    323.607_243_421_725_4,
    1_075.0,
    1_024.0,
    26.543,
    27.226,
    171.624_376_956_302_7,
    184.0,
    2.549_983_9e305,
    37.519,
    38.6,
    36.7,
    19.06,
    88.722_83,
    103.972_08,
];

/// Arguments that are hard to round or to reduce: next to a multiple of pi/2 (Kahan), worst cases of `exp`, `ln`, `sin` (Lefèvre and
/// Muller), of `cbrt`, of zeros of `lgamma` and of the minimum of `gamma`.
const HARD: [f64; 20] = [
    5.319_372_648_326_541e255,
    6_381_956_970_095_103.0,
    6.134_899_525_417_045e73,
    FRAC_PI_2,
    PI,
    1.178_097_245_096_172_5e1,
    7.541_980_110_1e-10,
    4.419_764_119_6e-8,
    1.462_632_144_968_362_3,
    -2.457_024_738_220_800_6,
    -2.747_682_646_727_412_6,
    -3.143_580_888_349_980_2,
    -3.955_294_284_858_598,
    -4.039_361_839_740_537,
    -4.991_544_640_560_047,
    -0.504_083_008_264_455_4,
    -1.573_498_473_162_390_5,
    -2.610_720_868_444_144_6,
    0.999_999_999_999_999_9,
    1.862_645_149_230_957e-9,
];

/// Samples of `f64` arguments in strata: specials and their neighbours, every exponent, ordinary ranges, the neighbourhoods of
/// whole and half numbers, powers of two, and multiples of pi and ln 2. The same seed gives the same samples.
pub struct Samples {
    rng: Rng,
    taken: usize,
}

impl Samples {
    /// From the beginning.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { rng: Rng::new(seed), taken: 0 }
    }

    /// The next block of samples: a list for each of the one or two arguments.
    pub fn block(&mut self, arity: usize) -> Vec<Vec<f64>> {
        if arity == 1 {
            return vec![(0..BLOCK).map(|_| self.next()).collect()];
        }
        let (x, y) = (0..BLOCK).map(|_| self.next_pair()).unzip();
        vec![x, y]
    }

    fn unit(&mut self) -> f64 {
        (self.rng.bits() >> 11) as f64 * 2.0f64.powi(-53)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.rng.bits() % end
    }

    /// A number near this one, of either sign.
    fn near(&mut self, x: f64) -> f64 {
        let step = self.below(9) as i64 - 4;
        let moved =
            if x == 0.0 || x.is_nan() { x } else { f64::from_bits(x.to_bits().wrapping_add_signed(step)) };
        self.signed(moved)
    }

    fn signed(&mut self, x: f64) -> f64 {
        if self.below(2) == 0 { x } else { -x }
    }

    fn next(&mut self) -> f64 {
        let k = self.taken;
        self.taken += 1;
        let known = SPECIAL.len() + HARD.len();
        if k < 2 * known {
            let x = if k / 2 < SPECIAL.len() { SPECIAL[k / 2] } else { HARD[k / 2 - SPECIAL.len()] };
            return if k.is_multiple_of(2) { x } else { -x };
        }
        match k % 12 {
            // Every exponent in turn.
            0 => {
                let exponent = (k / 12 % 2047) as u64;
                f64::from_bits(self.rng.bits() & 0x800f_ffff_ffff_ffff | exponent << 52)
            }
            1 | 2 => {
                let x = [1.0, 10.0][k % 12 - 1] * self.unit();
                self.signed(x)
            }
            3 => {
                let x = [30.0, 200.0, 750.0][self.below(3) as usize] * self.unit();
                self.signed(x)
            }
            4 => {
                let x = (self.unit() * 140.0 - 100.0).exp2();
                self.signed(x)
            }
            5 => {
                let distance = (-(self.unit() * 53.0)).exp2();
                let x = if self.below(2) == 0 { 1.0 + distance } else { 1.0 - distance };
                self.signed(x)
            }
            6 => {
                let x = 4.0 * self.unit();
                self.signed(x)
            }
            7 => {
                let x = 0.5 * self.below(400) as f64;
                self.near(x)
            }
            8 => {
                let limit = 1 << self.below(40);
                let x = self.below(limit) as f64 * if self.below(2) == 0 { PI / 4.0 } else { LN_2 / 2.0 };
                self.near(x)
            }
            9 => {
                let x = f64::from_bits(self.below(2047) << 52);
                self.near(x)
            }
            10 => {
                let which = self.below(SPECIAL.len() as u64) as usize;
                self.near(SPECIAL[which])
            }
            _ => {
                let which = self.below(HARD.len() as u64) as usize;
                let x = self.near(HARD[which]);
                if self.below(2) == 0 { x } else { x * (1.0 + (-(10.0 + 40.0 * self.unit())).exp2()) }
            }
        }
    }

    fn next_pair(&mut self) -> (f64, f64) {
        let k = self.taken;
        let count = SPECIAL.len();
        if k < 4 * count * count {
            self.taken += 1;
            let (x, y) = (SPECIAL[k / 4 / count], SPECIAL[k / 4 % count]);
            return (if k & 1 == 0 { x } else { -x }, if k & 2 == 0 { y } else { -y });
        }
        let x = self.next();
        match k % 6 {
            // Powers over the whole range of results.
            0 => {
                let y = (2.0 * self.unit() - 1.0) * 1080.0 / x.abs().log2();
                (x.abs(), y)
            }
            // Whole exponents, small bases.
            1 => (x, self.below(41) as f64 - 20.0),
            // Alike in size.
            2 => (x, x * self.unit() * 4.0),
            3 => (x, self.near(x)),
            4 => {
                let (a, b) = (10.0 * self.unit(), 10.0 * self.unit());
                (self.signed(a), self.signed(b))
            }
            _ => (x, self.next()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_hold_every_number_once() {
        let of = 1 << 14;
        let shards = (0..of).step_by(1 << 12).map(|idx| Shard { idx, of });
        let numbers = shards.flat_map(Shard::blocks).flatten().filter(|x| !x.is_nan());
        let mut found: Vec<u32> = numbers.map(f32::to_bits).collect();
        found.sort_unstable();
        let patterns = (0..=u32::MAX).step_by(1 << 12);
        let expected: Vec<u32> = patterns.filter(|bits| !f32::from_bits(*bits).is_nan()).collect();
        assert!(found == expected, "{} of {}", found.len(), expected.len());
    }

    #[test]
    fn samples_have_every_exponent() {
        let mut seen = [false; 2047];
        for x in Samples::new(1).block(1).remove(0) {
            if x.is_finite() {
                seen[(x.to_bits() >> 52 & 0x7ff) as usize] = true;
            }
        }
        assert!(seen.iter().all(|&seen| seen));
    }
}
