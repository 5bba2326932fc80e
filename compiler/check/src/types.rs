//! Element types: which mix, and how they are spoken of.

use base::{BinOp, DType};

/// The smallest type that holds both without crossing a kind; none where a conversion must be written.
pub(crate) fn widen(a: DType, b: DType) -> Option<DType> {
    if a == b {
        return Some(a);
    }
    if a.is_half() && b.is_half() {
        // Neither holds the other.
        return Some(DType::F32);
    }
    if a.is_float() && b.is_float() {
        return Some(a.max(b));
    }
    if has_parts(a) && has_parts(b) {
        return widen(a.part(), b.part())?.complex();
    }
    if !(a.is_int() && b.is_int()) {
        return None;
    }
    match (a.is_signed_int(), b.is_signed_int()) {
        (true, true) | (false, false) => Some(if a.bits() >= b.bits() { a } else { b }),
        (true, false) => signed_for(a, b),
        (false, true) => signed_for(b, a),
    }
}

/// Whether it is a float or complex, so that its parts are floats.
pub(crate) fn has_parts(dtype: DType) -> bool {
    dtype.is_float() || dtype.is_complex()
}

/// Whether an operator on two elements applies to elements of this type.
pub(crate) fn applies(op: BinOp, dtype: DType) -> bool {
    match op {
        _ if !dtype.is_complex() => op.applies(dtype),
        BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::Div => true,
        _ => false,
    }
}

fn signed_for(signed: DType, unsigned: DType) -> Option<DType> {
    let bits = signed.bits().max(unsigned.bits() * 2);
    [DType::I8, DType::I16, DType::I32, DType::I64].into_iter().find(|dtype| dtype.bits() == bits)
}

/// Whether a value of type `from` may stand where `to` is needed.
pub(crate) fn widens_to(from: DType, to: DType) -> bool {
    widen(from, to) == Some(to)
}

/// The type of a sum of integers where nothing asks for another.
pub(crate) fn sum_dtype(dtype: DType) -> DType {
    match dtype {
        _ if dtype.is_signed_int() => DType::I64,
        _ if dtype.is_int() => DType::U64,
        _ => dtype,
    }
}

/// The types of a kind's name in a generic's bound.
pub(crate) fn kind_set(name: &str) -> Option<Vec<DType>> {
    let holds: fn(DType) -> bool = match name {
        "num" => |dtype| dtype != DType::Bool,
        "int" => |dtype| dtype.is_int(),
        "uint" => |dtype| dtype.is_int() && !dtype.is_signed_int(),
        "real" => |dtype| dtype.is_int() || dtype.is_float(),
        "float" => |dtype| dtype.is_float(),
        "complex" => |dtype| dtype.is_complex(),
        "any" => |_| true,
        _ => return None,
    };
    Some(DType::ALL.into_iter().filter(|&dtype| holds(dtype)).collect())
}

/// "an integer", "a float", "a truth value".
pub(crate) fn family(dtype: DType) -> &'static str {
    match dtype {
        DType::Bool => "a truth value",
        _ if dtype.is_int() => "an integer",
        _ if dtype.is_complex() => "a complex number",
        _ => "a float",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widening_stays_within_a_kind() {
        assert_eq!(widen(DType::F32, DType::F64), Some(DType::F64));
        assert_eq!(widen(DType::U8, DType::I32), Some(DType::I32));
        assert_eq!(widen(DType::U32, DType::I32), Some(DType::I64));
        assert_eq!(widen(DType::U8, DType::I8), Some(DType::I16));
        assert_eq!(widen(DType::F32, DType::C64), Some(DType::C64));
        assert_eq!(widen(DType::F64, DType::C64), Some(DType::C128));
        assert_eq!(widen(DType::C64, DType::C128), Some(DType::C128));
        assert_eq!(widen(DType::I8, DType::C64), None);
        assert_eq!(widen(DType::U64, DType::I64), None);
        assert_eq!(widen(DType::I32, DType::F64), None);
        assert_eq!(widen(DType::Bool, DType::U8), None);
    }
}
