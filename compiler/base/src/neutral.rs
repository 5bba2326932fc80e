//! What may be assumed of operators that combine many elements.

use crate::{BinOp, DType, Scalar, fault};

/// What a chain of `op` on `dtype` starts from: -0.0 for a float sum, which leaves every first leaf as it is.
#[must_use]
pub fn neutral(op: BinOp, dtype: DType) -> Scalar {
    match op {
        BinOp::Add if dtype.is_float() && fault!(SumStartsAtZero) => Scalar::float(dtype, 0.0),
        BinOp::Add if dtype.is_float() => Scalar::float(dtype, -0.0),
        BinOp::Mul if dtype.is_float() => Scalar::float(dtype, 1.0),
        BinOp::Mul => Scalar::int(dtype, 1),
        BinOp::And => Scalar::int(dtype, -1),
        BinOp::Min if fault!(MinimumStartsAtZero) => Scalar::zero(dtype),
        BinOp::Min => extreme(dtype, false),
        BinOp::Max => extreme(dtype, true),
        _ => Scalar::zero(dtype),
    }
}

/// Whether combining many elements of `dtype` gives the same bits in whatever order and grouping: so floats add up only
/// as they are written, and of zeros and NaNs the least is always the same one.
#[must_use]
pub fn is_order_free(op: BinOp, dtype: DType) -> bool {
    match op {
        BinOp::Add | BinOp::Mul | BinOp::And | BinOp::Or | BinOp::Xor => {
            op.applies(dtype) && !dtype.is_float() && !dtype.is_complex()
        }
        BinOp::Min | BinOp::Max => op.applies(dtype) && !dtype.is_complex(),
        _ => false,
    }
}

/// The smallest or the largest element that is not NaN.
#[must_use]
pub fn extreme(dtype: DType, smallest: bool) -> Scalar {
    if dtype.is_float() {
        return Scalar::float(dtype, if smallest { f64::NEG_INFINITY } else { f64::INFINITY });
    }
    let bits = if dtype == DType::Bool { 1 } else { u32::try_from(dtype.size() * 8).unwrap_or(64) };
    match (dtype.is_signed_int(), smallest) {
        (true, true) => Scalar::int(dtype, i64::MIN >> (64 - bits)),
        (true, false) => Scalar::int(dtype, i64::MAX >> (64 - bits)),
        (false, true) => Scalar::zero(dtype),
        (false, false) => Scalar::int(dtype, -1),
    }
}
