//! Floored integer division and remainder that can never trap.
//!
//! The divisor is not zero where it matters, but inactive lanes (and scalars computed for the sake of inactive lanes)
//! may hold anything. Divisors 0 and -1 are replaced by 1 first; -1 is mended afterwards, which also makes the
//! minimum integer divided by -1 wrap as the language says.

use base::scalar::Scalar;
use base::{DType, fault};
use inkwell::values::InstructionOpcode as Code;
use inkwell::{FloatPredicate, IntPredicate};

use crate::builder::{Build, V, lanes_of};
use crate::math::Arg;
use crate::types::with_lanes;

impl<'c> Build<'c> {
    /// Quotient rounded down and the remainder that belongs to it.
    pub(crate) fn floor_divide(&self, dtype: DType, a: V<'c>, b: Arg<'c>) -> (V<'c>, V<'c>) {
        match b.constant {
            Some(constant) if dtype.is_signed_int() => self.divide_by_signed(a, constant),
            Some(constant) if constant.bits == 0 => (self.zero(a), self.zero(a)),
            Some(_) => self.divide_unsigned(a, b.value),
            None if dtype.is_signed_int() => self.divide_signed(dtype, a, b.value),
            None => {
                let is_zero = self.icmp(IntPredicate::EQ, b.value, self.zero(a));
                let divisor =
                    if fault!(DivisorTaken) { b.value } else { self.select(is_zero, self.one(a), b.value) };
                if lanes_of(a) > 1 && dtype.bits() <= 32 {
                    return self.divide_in_floats(dtype, a, divisor);
                }
                self.divide_unsigned(a, divisor)
            }
        }
    }

    fn zero(&self, like: V<'c>) -> V<'c> {
        self.int_like(like.get_type(), 0)
    }

    fn one(&self, like: V<'c>) -> V<'c> {
        self.int_like(like.get_type(), 1)
    }

    fn divide_unsigned(&self, a: V<'c>, b: V<'c>) -> (V<'c>, V<'c>) {
        (self.binop(Code::UDiv, a, b), self.binop(Code::URem, a, b))
    }

    /// By a constant: powers of two are shifts, others become multiplications.
    fn divide_by_signed(&self, a: V<'c>, divisor: Scalar) -> (V<'c>, V<'c>) {
        let value = divisor.as_i64();
        let like = a.get_type();
        match value {
            0 => (self.zero(a), self.zero(a)),
            -1 => (self.binop(Code::Sub, self.zero(a), a), self.zero(a)),
            _ if value > 0 && value.count_ones() == 1 => {
                let shift = self.int_like(like, i64::from(value.trailing_zeros()));
                let quotient = self.binop(Code::AShr, a, shift);
                (quotient, self.binop(Code::And, a, self.int_like(like, value - 1)))
            }
            _ => self.truncate_then_floor(a, self.int_like(like, value)),
        }
    }

    fn divide_signed(&self, dtype: DType, a: V<'c>, b: V<'c>) -> (V<'c>, V<'c>) {
        let next = self.binop(Code::Add, b, self.one(a));
        let is_special = self.icmp(IntPredicate::ULT, next, self.int_like(a.get_type(), 2));
        let divisor = if fault!(DivisorTaken) { b } else { self.select(is_special, self.one(a), b) };
        let (quotient, remainder) = if lanes_of(a) > 1 && dtype.bits() <= 32 {
            self.divide_in_floats(dtype, a, divisor)
        } else {
            self.truncate_then_floor(a, divisor)
        };
        let is_minus_one = self.icmp(IntPredicate::EQ, b, self.int_like(a.get_type(), -1));
        let negated = self.binop(Code::Sub, self.zero(a), a);
        let mended = self.select(is_minus_one, negated, quotient);
        (if fault!(MinusOneIsOne) { quotient } else { mended }, remainder)
    }

    /// The processor rounds towards zero: one less where the remainder's sign is not the divisor's.
    fn truncate_then_floor(&self, a: V<'c>, b: V<'c>) -> (V<'c>, V<'c>) {
        let quotient = self.binop(Code::SDiv, a, b);
        let remainder = self.binop(Code::SRem, a, b);
        let zero = self.zero(a);
        let inexact = self.icmp(IntPredicate::NE, remainder, zero);
        let signs_differ = self.icmp(IntPredicate::SLT, self.binop(Code::Xor, remainder, b), zero);
        let adjust = self.binop(Code::And, inexact, signs_differ);
        let less = self.cast(Code::SExt, adjust, a.get_type());
        let quotient =
            if fault!(QuotientTruncated) { quotient } else { self.binop(Code::Add, quotient, less) };
        let remainder = self.binop(Code::Add, remainder, self.select(adjust, b, zero));
        (quotient, remainder)
    }

    /// Vectors have no integer division. A quotient of integers of at most 16 (32) bits that is not whole differs from
    /// the next integer by more than the rounding error of an `f32` (`f64`) division, so flooring it is exact.
    fn divide_in_floats(&self, dtype: DType, a: V<'c>, b: V<'c>) -> (V<'c>, V<'c>) {
        let signed = dtype.is_signed_int();
        let float = if dtype.bits() <= 16 || fault!(DividedInSingle) { DType::F32 } else { DType::F64 };
        let float_type = with_lanes(self.element(float), lanes_of(a));
        let to_float = if signed { Code::SIToFP } else { Code::UIToFP };
        let to_int = if signed { Code::FPToSI } else { Code::FPToUI };
        let quotient =
            self.binop(Code::FDiv, self.cast(to_float, a, float_type), self.cast(to_float, b, float_type));
        let floored = self.intrinsic("llvm.floor", &[float_type], &[quotient]);
        let quotient = self.cast(to_int, floored, a.get_type());
        let remainder = self.binop(Code::Sub, a, self.binop(Code::Mul, quotient, b));
        (quotient, remainder)
    }

    /// Whether lanes are not NaN.
    pub(crate) fn is_ordered(&self, x: V<'c>) -> V<'c> {
        self.fcmp(FloatPredicate::ORD, x, x)
    }
}
