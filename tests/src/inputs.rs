//! Random arguments: extents around the widths of vectors, elements full of special values.

use std::collections::BTreeMap;

use array::ArrayValue;
use array::ir::{Function, Var};
use base::{DType, Scalar};

use crate::generate::rng::Rng;

/// Extents that meet the edges of vectors, blocks and chunks.
const EXTENTS: [&[i64]; 5] = [
    &[0, 1, 2, 3],
    &[2, 3, 4, 5, 7, 8, 9],
    &[15, 16, 17, 31, 32, 33, 63, 64, 65],
    &[127, 128, 129, 255, 256, 257, 511, 512, 513, 1025],
    &[2047, 4096, 4100, 8193, 16385, 20000],
];

/// How large the extents are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Scale {
    /// Up to 3.
    Tiny,
    /// Up to 9.
    Small,
    /// Up to 65.
    Middle,
    /// Up to about 1000.
    Large,
    /// Enough for several threads.
    Huge,
}

impl Scale {
    /// From small to large.
    pub const ALL: [Scale; 5] = [Scale::Tiny, Scale::Small, Scale::Middle, Scale::Large, Scale::Huge];
}

/// Arguments for a function; none where an extent comes out negative.
pub fn choose(function: &Function, scale: Scale, rng: &mut Rng) -> Option<Vec<ArrayValue>> {
    let mut extents: BTreeMap<Var, i64> = BTreeMap::new();
    for (idx, size) in function.sizes.iter().enumerate() {
        let scale = if idx == 0 { scale } else { scale.min_with(rng) };
        extents.insert(*size, *rng.pick(EXTENTS[scale as usize]));
    }
    // A parameter that is used as a size.
    let shapes = function.params.iter().map(|p| &function.vars[*p].ty).chain(&function.results);
    let mentioned: Vec<Var> = shapes.flat_map(|ty| &ty.shape).flat_map(|extent| extent.vars()).collect();
    for param in &function.params {
        if mentioned.contains(param) {
            extents.insert(*param, *rng.pick(&[0, 1, 2, 3, 5, 8, 9, 17, 33]));
        }
    }
    let mut args = Vec::new();
    for param in &function.params {
        let ty = &function.vars[*param].ty;
        if let Some(extent) = extents.get(param).filter(|_| ty.shape.is_empty()) {
            args.push(ArrayValue::scalar(Scalar::i64(*extent)));
            continue;
        }
        let shape = ty.shape.iter().map(|extent| {
            let extent = extent.evaluate(&mut |var| extents.get(var).copied().unwrap_or(0))?;
            usize::try_from(extent).ok()
        });
        let shape: Vec<usize> = shape.collect::<Option<_>>()?;
        let count: usize = shape.iter().product();
        if count > 1 << 16 {
            return None;
        }
        args.push(ArrayValue { dtype: ty.dtype, shape, data: elements(ty.dtype, count, rng) });
    }
    Some(args)
}

impl Scale {
    /// Another size is rather smaller, so that products stay small.
    fn min_with(self, rng: &mut Rng) -> Scale {
        let below = rng.below(self as usize + 1);
        if self >= Scale::Large { Scale::ALL[below.min(1)] } else { Scale::ALL[below] }
    }
}

/// What the elements of one array are like.
enum Mode {
    Special,
    Ordinary,
    Mixed,
    SmallIntegers,
    Constant,
}

/// Elements of one type.
#[must_use]
pub fn elements(dtype: DType, count: usize, rng: &mut Rng) -> Vec<Scalar> {
    let mode = match rng.below(10) {
        0 => Mode::Special,
        1 => Mode::Constant,
        2 | 3 => Mode::Mixed,
        4 | 5 => Mode::SmallIntegers,
        _ => Mode::Ordinary,
    };
    let constant = special(dtype, rng);
    let element = |rng: &mut Rng| match mode {
        Mode::Special => special(dtype, rng),
        Mode::Ordinary => ordinary(dtype, rng),
        Mode::Mixed if rng.chance(20) => special(dtype, rng),
        Mode::Mixed => ordinary(dtype, rng),
        Mode::SmallIntegers => small(dtype, rng),
        Mode::Constant => constant,
    };
    (0..count).map(|_| element(rng)).collect()
}

fn small(dtype: DType, rng: &mut Rng) -> Scalar {
    let value = rng.below(10) as i64 - if dtype.is_signed_int() || dtype.is_float() { 2 } else { 0 };
    match dtype {
        DType::Bool => Scalar::bool(value & 1 != 0),
        _ if dtype.is_float() => Scalar::float(dtype, value as f64),
        _ => Scalar::int(dtype, value),
    }
}

fn ordinary(dtype: DType, rng: &mut Rng) -> Scalar {
    let unit = (rng.bits() >> 11) as f64 / (1u64 << 53) as f64;
    match dtype {
        DType::Bool => Scalar::bool(rng.chance(50)),
        _ if dtype.is_float() => {
            let scale = *rng.pick(&[1.0, 1.0, 4.0, 100.0, 1e-3, 1e6]);
            Scalar::float(dtype, (2.0 * unit - 1.0) * scale)
        }
        _ if rng.chance(50) => Scalar::int(dtype, rng.below(100) as i64),
        _ => Scalar::int(dtype, rng.bits().cast_signed()),
    }
}

fn special(dtype: DType, rng: &mut Rng) -> Scalar {
    const FLOATS: [f64; 20] = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
        f64::MAX,
        f64::MIN_POSITIVE,
        5e-324,
        -1e-310,
        1e-40,
        3.5e38,
        -3.3e38,
        0.5,
        2.5,
        9.3e18,
        -9.3e18,
        4.3e9,
        255.5,
    ];
    match dtype {
        DType::Bool => Scalar::bool(rng.chance(50)),
        _ if dtype.is_float() => Scalar::float(dtype, *rng.pick(&FLOATS)),
        _ => {
            let bits = u32::try_from(dtype.size() * 8).unwrap_or(64);
            let top = 1i64.wrapping_shl(bits - 1);
            let value =
                *rng.pick(&[0, 1, -1, 2, top, top.wrapping_sub(1), top.wrapping_add(1), -2, 7, 63, 100]);
            Scalar::int(dtype, value)
        }
    }
}
