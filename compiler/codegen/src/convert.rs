//! Conversions between element types.
//!
//! Float to integer truncates and saturates and makes 0 of NaN. For scalars LLVM has an operation for that; for
//! vectors it would go lane by lane, so that clamping, converting and mending are spelled out.

use base::{DType, Scalar, fault};
use inkwell::FloatPredicate;
use inkwell::IntPredicate;
use inkwell::values::InstructionOpcode as Code;

use crate::builder::{Build, V, lanes_of};
use crate::types::{integer_bits, with_lanes};

impl<'c> Build<'c> {
    /// `x` of type `from` as type `to`.
    pub(crate) fn convert(&self, from: DType, to: DType, x: V<'c>) -> V<'c> {
        if from == to {
            return x;
        }
        if from.is_half() {
            return self.convert(DType::F32, to, self.half_to_single(from, x));
        }
        if to.is_half() {
            // By way of an `f32` that is exact, or whose last bit says that it is not.
            let single = match from {
                DType::F32 => x,
                DType::F64 if fault!(HalfRoundedTwice) => self.convert(DType::F64, DType::F32, x),
                DType::F64 => self.sticky_single(x),
                DType::I64 | DType::U64 => {
                    let folded = self.sticky_integer(x, from.is_signed_int());
                    self.sticky_single(self.convert(from, DType::F64, folded))
                }
                DType::I32 | DType::U32 => self.sticky_single(self.convert(from, DType::F64, x)),
                _ => self.convert(from, DType::F32, x),
            };
            return self.single_to_half(to, single);
        }
        let ty = with_lanes(self.element(to), lanes_of(x));
        match (from.is_float(), to.is_float()) {
            (true, _) if to == DType::Bool => {
                self.fcmp(FloatPredicate::UNE, x, self.float_like(x.get_type(), 0.0))
            }
            (false, _) if to == DType::Bool => self.icmp(IntPredicate::NE, x, self.int_like(x.get_type(), 0)),
            (true, true) => {
                let code = if to == DType::F64 { Code::FPExt } else { Code::FPTrunc };
                self.cast(code, x, ty)
            }
            (false, true) => {
                let signed = from.is_signed_int() || (from != DType::Bool && fault!(UnsignedToFloatSigned));
                self.cast(if signed { Code::SIToFP } else { Code::UIToFP }, x, ty)
            }
            (false, false) => {
                let from_bits = if from == DType::Bool { 1 } else { integer_bits(from) };
                let code = match integer_bits(to) {
                    bits if bits == from_bits => return x,
                    bits if bits < from_bits => Code::Trunc,
                    _ if from.is_signed_int() != fault!(WidenedWrongly) => Code::SExt,
                    _ => Code::ZExt,
                };
                self.cast(code, x, ty)
            }
            (true, false) if lanes_of(x) == 1 && fault!(ScalarNotSaturated) => {
                self.cast(if to.is_signed_int() { Code::FPToSI } else { Code::FPToUI }, x, ty)
            }
            (true, false) if lanes_of(x) == 1 => {
                let name = if to.is_signed_int() { "llvm.fptosi.sat" } else { "llvm.fptoui.sat" };
                self.intrinsic(name, &[ty, x.get_type()], &[x])
            }
            (true, false) => self.saturate(from, to, x),
        }
    }

    /// Float lanes to integer lanes.
    fn saturate(&self, from: DType, to: DType, x: V<'c>) -> V<'c> {
        let float_type = x.get_type();
        let int_type = with_lanes(self.element(to), lanes_of(x));
        let bounds = Bounds::of(from, to);
        let low = self.float_like(float_type, bounds.low);
        let high = self.float_like(float_type, bounds.high);
        // In this order NaN becomes `low` and the conversion is never out of range.
        let mut clamped = self.select(self.fcmp(FloatPredicate::OGT, x, low), x, low);
        clamped = self.select(self.fcmp(FloatPredicate::OLT, clamped, high), clamped, high);
        if bounds.low != 0.0 && !fault!(NanToSmallest) {
            // Before the conversion, where the mask is as wide as what it chooses from.
            clamped = self.select(self.is_ordered(x), clamped, self.float_like(float_type, 0.0));
        }
        let mut result = if integer_bits(to) <= 16 {
            // By way of 32 bits, for which there is an instruction.
            let wide = with_lanes(self.element(DType::I32), lanes_of(x));
            self.cast(Code::Trunc, self.cast(Code::FPToSI, clamped, wide), int_type)
        } else {
            let code = if to.is_signed_int() { Code::FPToSI } else { Code::FPToUI };
            self.cast(code, clamped, int_type)
        };
        if let Some(limit) = bounds.limit.filter(|_| !fault!(LimitMissing)) {
            let limit = self.float_like(float_type, limit);
            let largest = self.constant(largest(to), lanes_of(x));
            result = self.select(self.fcmp(FloatPredicate::OGE, x, limit), largest, result);
        }
        result
    }
}

/// Floats between which a conversion is exact.
struct Bounds {
    /// The smallest integer of the type.
    low: f64,
    /// The largest float not above the largest integer.
    high: f64,
    /// Where `high` is not the largest integer: from here on the result is the largest integer.
    limit: Option<f64>,
}

impl Bounds {
    fn of(from: DType, to: DType) -> Self {
        let value_bits = integer_bits(to) - u32::from(to.is_signed_int());
        let mantissa = if from == DType::F32 { 24 } else { 53 };
        let limit = 2f64.powi(value_bits.cast_signed());
        let low = if to.is_signed_int() { -limit } else { 0.0 };
        if value_bits <= mantissa {
            return Self { low, high: limit - 1.0, limit: None };
        }
        let high = limit - 2f64.powi((value_bits - mantissa).cast_signed());
        Self { low, high, limit: Some(limit) }
    }
}

fn largest(dtype: DType) -> Scalar {
    let value_bits = integer_bits(dtype) - u32::from(dtype.is_signed_int());
    Scalar { dtype, bits: u64::MAX >> (64 - value_bits) }
}
