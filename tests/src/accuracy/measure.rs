//! Runs functions of all levels on the same inputs and keeps the largest errors.

use std::fmt;

use base::{DType, half};

use super::functions::Function;
use super::inputs::{BLOCK, Samples, Shard};
use super::levels::Compiled;
use super::mpfr::Float;
use super::record::{Line, Worst};
use super::ulp::{self, Format};

/// The lowest level that has fma: from here up results are the same bits.
pub(super) const FMA: u8 = 3;

/// Which arguments a function is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Inputs {
    /// All 65,536 values of a half-precision type.
    All,
    /// A part of all `f32`.
    Shard(Shard),
    /// So many samples.
    Samples(usize),
}

impl fmt::Display for Inputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => write!(f, "all"),
            Self::Shard(shard) => write!(f, "{}/{}", shard.idx, shard.of),
            Self::Samples(count) => write!(f, "{count} samples"),
        }
    }
}

/// Measures one function at all levels.
#[must_use]
pub fn measure(function: &Function, levels: &[Compiled], dtype: DType, inputs: Inputs) -> Vec<Line> {
    let line = |compiled: &Compiled| Line::new(function.name, dtype, compiled.level, inputs.to_string());
    let mut lines: Vec<Line> = levels.iter().map(line).collect();
    let mut one = |args: Vec<Vec<f64>>| block(function, levels, dtype, &args, &mut lines);
    match inputs {
        Inputs::All => one(vec![(0..=u16::MAX).map(|x| f64::from(half::to_f32(dtype, x))).collect()]),
        Inputs::Shard(shard) => shard.blocks().for_each(|x| short_block(function, levels, &x, &mut lines)),
        Inputs::Samples(count) => {
            let mut samples = Samples::new(1);
            for start in (0..count).step_by(BLOCK) {
                let mut args = samples.block(function.arity());
                args.iter_mut().for_each(|arg| arg.truncate(count - start));
                args.iter_mut().flatten().for_each(|x| *x = narrow(dtype, *x));
                one(args);
            }
        }
    }
    lines
}

/// The nearest number of the type.
fn narrow(dtype: DType, x: f64) -> f64 {
    match dtype {
        DType::F64 => x,
        DType::F32 => f64::from(x as f32),
        _ => f64::from(half::to_f32(dtype, half::from_f64(dtype, x))),
    }
}

fn format_of(dtype: DType) -> Format {
    match dtype {
        DType::F16 => ulp::F16,
        DType::BF16 => ulp::BF16,
        DType::F32 => ulp::F32,
        _ => ulp::F64,
    }
}

/// An exact result.
enum Exact {
    /// For a format of at most 24 bits.
    Short(f64, Format),
    /// For `f64`.
    Long(Float, Format),
}

impl Exact {
    fn of(function: &Function, dtype: DType, args: &[f64]) -> Self {
        let format = format_of(dtype).above(function.least(args));
        match dtype {
            DType::F64 => Self::Long(function.exact(args), format),
            _ => Self::Short(function.exact32(args), format),
        }
    }

    fn error(&self, got: f64) -> f64 {
        match self {
            Self::Short(want, format) => ulp::error(got, *want, *format),
            Self::Long(want, format) => ulp::error_f64(got, want, *format),
        }
    }
}

/// Bits, one NaN like another.
fn bits(x: f64) -> u64 {
    if x.is_nan() { f64::NAN.to_bits() } else { x.to_bits() }
}

/// As [`block`], `f32` arguments of a function of one. Nearly all results are the nearest at all levels: those cost no more than
/// the reference and a comparison, so that all 2^32 take minutes.
fn short_block(function: &Function, levels: &[Compiled], args: &[f32], lines: &mut [Line]) {
    let results: Vec<Vec<f32>> = levels.iter().map(|level| level.call_short(function.name, args)).collect();
    for (idx, &x) in args.iter().enumerate() {
        let nearest = function.nearest_short(x, results[0][idx]);
        let is_nearest = |y: f32| y.to_bits() == nearest.to_bits() || y.is_nan() && nearest.is_nan();
        if !results.iter().all(|result| is_nearest(result[idx])) {
            let got: Vec<f64> = results.iter().map(|result| f64::from(result[idx])).collect();
            judge(function, DType::F32, &[f64::from(x)], &got, lines);
        }
    }
    lines.iter_mut().for_each(|line| line.tried += args.len() as u64);
}

fn block(function: &Function, levels: &[Compiled], dtype: DType, args: &[Vec<f64>], lines: &mut [Line]) {
    let results: Vec<Vec<f64>> = levels.iter().map(|level| level.call(function.name, dtype, args)).collect();
    for idx in 0..args[0].len() {
        let at: Vec<f64> = args.iter().map(|arg| arg[idx]).collect();
        if let Some(nearest) = function.nearest(dtype, &at).map(bits)
            && results.iter().all(|result| bits(result[idx]) == nearest)
        {
            continue;
        }
        let got: Vec<f64> = results.iter().map(|result| result[idx]).collect();
        judge(function, dtype, &at, &got, lines);
    }
    lines.iter_mut().for_each(|line| line.tried += args[0].len() as u64);
}

/// Counts what the levels give for one input, of which one at least may not be the nearest.
fn judge(function: &Function, dtype: DType, at: &[f64], got: &[f64], lines: &mut [Line]) {
    let exact = Exact::of(function, dtype, at);
    for (level, line) in lines.iter_mut().enumerate() {
        if level > 0 && line.level > FMA && bits(got[level]) != bits(got[level - 1]) {
            line.differ += 1;
        }
        let error = exact.error(got[level]);
        if error > 0.5 {
            line.not_nearest += 1;
        }
        if error > line.worst.error {
            line.worst = Worst { error, at: at.to_vec(), got: got[level] };
        }
    }
}
