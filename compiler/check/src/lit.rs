//! Numbers without a type yet: literals and what is computed from nothing else.
//!
//! A [`Lit`] holds its value for every type that it may take, so that each is rounded once, and operations on it are
//! carried out in each of them, exactly as they would be at run time.

use base::half::sticky_f64;
use base::{BinOp, DType, Scalar, UnOp, scalar};

/// A constant whose type the context decides.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Lit {
    /// The exact value; none for floats, which never become integers.
    int: Option<i128>,
    /// As an `f16` and as a `bf16`.
    halves: [Scalar; 2],
    single: f32,
    double: f64,
}

/// Why a [`Lit`] cannot take a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Misfit {
    /// A float, or a number where a `bool` is needed.
    Kind,
    /// An integer out of the type's range.
    Range,
}

impl Lit {
    #[expect(clippy::cast_precision_loss, reason = "an integer that becomes a float is rounded to nearest")]
    pub(crate) fn int(value: i128) -> Self {
        Self {
            int: Some(value),
            halves: halves(sticky_f64(value)),
            single: value as f32,
            double: value as f64,
        }
    }

    pub(crate) fn float(single: f32, double: f64) -> Self {
        Self { int: None, halves: halves(double), single, double }
    }

    /// The number that decimal digits such as `1.5e-3` say; none if it is too large for every type.
    pub(crate) fn parse(digits: &str) -> Option<Self> {
        let double: f64 = digits.parse().ok()?;
        double.is_finite().then_some(Self::float(digits.parse().ok()?, double))
    }

    pub(crate) fn as_int(self) -> Option<i128> {
        self.int
    }

    /// The type it takes where nothing asks for another.
    pub(crate) fn default_dtype(self) -> DType {
        if self.int.is_some() { DType::I64 } else { DType::F64 }
    }

    /// The constant of type `dtype`.
    pub(crate) fn scalar(self, dtype: DType) -> Result<Scalar, Misfit> {
        match (dtype, self.int) {
            (DType::F16 | DType::BF16, _) => {
                let [half, brain] = self.halves;
                let scalar = if dtype == DType::F16 { half } else { brain };
                let fits = scalar.as_f64().is_finite() || !self.double.is_finite();
                if fits { Ok(scalar) } else { Err(Misfit::Range) }
            }
            (DType::F32, _) if self.single.is_infinite() && self.double.is_finite() => Err(Misfit::Range),
            (DType::F32, _) => Ok(Scalar::f32(self.single)),
            (DType::F64, _) => Ok(Scalar::f64(self.double)),
            (_, Some(value)) if dtype.is_int() => {
                let (lo, hi) = int_range(dtype);
                if (lo..=hi).contains(&value) {
                    // The low 64 bits are the value's own in every integer type.
                    #[expect(clippy::cast_possible_truncation, reason = "the value is in the type's range")]
                    Ok(Scalar::int(dtype, value as i64))
                } else {
                    Err(Misfit::Range)
                }
            }
            _ => Err(Misfit::Kind),
        }
    }

    pub(crate) fn neg(self) -> Option<Self> {
        match self.int {
            Some(value) => Some(Self::int(value.checked_neg()?)),
            None => {
                let halves = self.halves.map(|x| scalar::unary(UnOp::Neg, x));
                Some(Self { halves, ..Self::float(-self.single, -self.double) })
            }
        }
    }

    /// The result of an operation on two of them; none where it does not apply or leaves 128 bits.
    pub(crate) fn binary(op: BinOp, a: Self, b: Self) -> Option<Self> {
        if let (Some(x), Some(y)) = (a.int, b.int)
            && op != BinOp::Div
        {
            return Some(Self::int(int_binary(op, x, y)?));
        }
        if !matches!(op, BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::Div) {
            return None;
        }
        let single = scalar::binary(op, Scalar::f32(a.single), Scalar::f32(b.single)).ok()?;
        let double = scalar::binary(op, Scalar::f64(a.double), Scalar::f64(b.double)).ok()?;
        #[expect(clippy::cast_possible_truncation, reason = "the value is an f32 already")]
        let (single, double) = (single.as_f64() as f32, double.as_f64());
        let half = scalar::binary(op, a.halves[0], b.halves[0]).ok()?;
        let brain = scalar::binary(op, a.halves[1], b.halves[1]).ok()?;
        Some(Self { halves: [half, brain], ..Self::float(single, double) })
    }
}

/// A number as an `f16` and as a `bf16`.
fn halves(value: f64) -> [Scalar; 2] {
    [DType::F16, DType::BF16].map(|dtype| Scalar::float(dtype, value))
}

fn int_binary(op: BinOp, x: i128, y: i128) -> Option<i128> {
    match op {
        BinOp::Add => x.checked_add(y),
        BinOp::Sub => x.checked_sub(y),
        BinOp::Mul => x.checked_mul(y),
        BinOp::FloorDiv if y != 0 => {
            let (quotient, remainder) = (x.checked_div(y)?, x.checked_rem(y)?);
            Some(if remainder != 0 && (remainder < 0) != (y < 0) { quotient - 1 } else { quotient })
        }
        BinOp::Mod if y != 0 => {
            let remainder = x.checked_rem(y)?;
            Some(if remainder != 0 && (remainder < 0) != (y < 0) { remainder + y } else { remainder })
        }
        BinOp::And => Some(x & y),
        BinOp::Or => Some(x | y),
        BinOp::Xor => Some(x ^ y),
        BinOp::Shl if (0..64).contains(&y) => x.checked_mul(1i128 << y),
        BinOp::Shr if (0..64).contains(&y) => Some(x >> y),
        _ => None,
    }
}

/// The least and greatest value of an integer type.
pub(crate) fn int_range(dtype: DType) -> (i128, i128) {
    let bits = dtype.bits();
    if dtype.is_signed_int() {
        (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1)
    } else {
        (0, (1i128 << bits) - 1)
    }
}
