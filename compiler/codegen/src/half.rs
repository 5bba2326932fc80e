//! Half-precision floats to `f32` and back, as integer lanes; no library call.
//!
//! Levels with F16C have instructions for `f16`; v2 does the same with integers. Both round to nearest, ties to even.

use base::{DType, fault};
use inkwell::values::InstructionOpcode as Code;
use inkwell::{FloatPredicate, IntPredicate};
use loops::Level;

use crate::builder::{Build, V, lanes_of};
use crate::types::with_lanes;

impl<'c> Build<'c> {
    fn bits32(&self, x: V<'c>) -> V<'c> {
        self.cast(Code::BitCast, x, with_lanes(self.element(DType::I32), lanes_of(x)))
    }

    fn single(&self, bits: V<'c>) -> V<'c> {
        self.cast(Code::BitCast, bits, with_lanes(self.element(DType::F32), lanes_of(bits)))
    }

    fn int32(&self, like: V<'c>, value: i64) -> V<'c> {
        self.int_like(like.get_type(), value)
    }

    fn shifted(&self, code: Code, x: V<'c>, count: i64) -> V<'c> {
        self.binop(code, x, self.int32(x, count))
    }

    fn bits_of(&self, x: V<'c>, mask: i64) -> V<'c> {
        self.binop(Code::And, x, self.int32(x, mask))
    }

    /// The `f32` of a half-precision float.
    pub(crate) fn half_to_single(&self, from: DType, x: V<'c>) -> V<'c> {
        let wide = with_lanes(self.element(DType::I32), lanes_of(x));
        let single = with_lanes(self.element(DType::F32), lanes_of(x));
        if from == DType::F16 && self.target.level >= Level::V3 {
            let half = with_lanes(self.context.f16_type().into(), lanes_of(x));
            return self.cast(Code::FPExt, self.cast(Code::BitCast, x, half), single);
        }
        let bits = self.cast(Code::ZExt, x, wide);
        if from == DType::BF16 {
            return self.single(self.shifted(Code::Shl, bits, 16));
        }
        let magnitude = self.shifted(Code::Shl, self.bits_of(bits, 0x7fff), 13);
        let sign = self.shifted(Code::Shl, self.bits_of(bits, 0x8000), 16);
        // The exponent is biased by 112 less; the product makes subnormal numbers normal.
        let scaled = self.binop(Code::FMul, self.single(magnitude), self.float_like(single, 2f64.powi(112)));
        let special = self.icmp(IntPredicate::UGE, magnitude, self.int32(magnitude, 0x7c00 << 13));
        let infinite = self.binop(Code::Or, magnitude, self.int32(magnitude, 0x7f80_0000));
        let value = self.select(special, infinite, self.bits32(scaled));
        self.single(self.binop(Code::Or, value, sign))
    }

    /// An `f32` rounded to a half-precision float.
    pub(crate) fn single_to_half(&self, to: DType, x: V<'c>) -> V<'c> {
        let narrow = with_lanes(self.element(to), lanes_of(x));
        if to == DType::F16 && self.target.level >= Level::V3 {
            let half = with_lanes(self.context.f16_type().into(), lanes_of(x));
            return self.cast(Code::BitCast, self.cast(Code::FPTrunc, x, half), narrow);
        }
        let bits = self.bits32(x);
        let sign = self.bits_of(self.shifted(Code::LShr, bits, 16), 0x8000);
        let magnitude = self.bits_of(bits, 0x7fff_ffff);
        let is_nan = self.icmp(IntPredicate::UGT, magnitude, self.int32(bits, 0x7f80_0000));
        // To nearest: half a unit less a bit is added, and the last bit that stays.
        let drop = if to == DType::F16 { 13 } else { 16 };
        let odd = self.bits_of(self.shifted(Code::LShr, magnitude, drop), i64::from(!fault!(HalfTiesDown)));
        let half_unit = self.int32(bits, (1 << (drop - 1)) - 1);
        let up = self.binop(Code::Add, self.binop(Code::Add, magnitude, half_unit), odd);
        let rounded = if to == DType::BF16 {
            let quiet = self.int32(bits, 0x7fc0);
            self.select(is_nan, quiet, self.shifted(Code::LShr, up, drop))
        } else {
            let rebiased = self.binop(Code::Sub, up, self.int32(bits, 112 << 23));
            let normal = self.shifted(Code::LShr, rebiased, drop);
            // The sum with 0.5 rounds to the unit of subnormal numbers.
            let ty = x.get_type();
            let sum = self.binop(Code::FAdd, self.single(magnitude), self.float_like(ty, 0.5));
            let subnormal = self.binop(Code::Sub, self.bits32(sum), self.int32(bits, 126 << 23));
            let small = self.icmp(IntPredicate::ULT, magnitude, self.int32(bits, 113 << 23));
            let finite = self.select(small, subnormal, normal);
            let large = self.icmp(IntPredicate::UGE, magnitude, self.int32(bits, 143 << 23));
            let special = self.select(is_nan, self.int32(bits, 0x7e00), self.int32(bits, 0x7c00));
            self.select(large, special, finite)
        };
        self.cast(Code::Trunc, self.binop(Code::Or, rounded, sign), narrow)
    }

    /// An `f64` as the `f32` below it in magnitude, with the last bit set where that is not exact: rounded again from
    /// it, the result is rounded right.
    pub(crate) fn sticky_single(&self, x: V<'c>) -> V<'c> {
        let single = with_lanes(self.element(DType::F32), lanes_of(x));
        let near = self.cast(Code::FPTrunc, x, single);
        let back = self.cast(Code::FPExt, near, x.get_type());
        let size = |x: V<'c>| self.intrinsic("llvm.fabs", &[x.get_type()], &[x]);
        let bits = self.bits32(near);
        let above = self.fcmp(FloatPredicate::OGT, size(back), size(x));
        let below = self.select(above, self.binop(Code::Sub, bits, self.int32(bits, 1)), bits);
        let inexact = self.fcmp(FloatPredicate::ONE, back, x);
        let odd = self.binop(Code::Or, below, self.int32(bits, 1));
        self.single(self.select(inexact, odd, below))
    }

    /// An integer of 64 bits whose low bits are put together where it has more than 53: as an `f64` it is exact.
    pub(crate) fn sticky_integer(&self, x: V<'c>, signed: bool) -> V<'c> {
        let ty = x.get_type();
        let kept = self.binop(Code::And, x, self.int_like(ty, !0xfff));
        let lost = self.icmp(
            IntPredicate::NE,
            self.binop(Code::And, x, self.int_like(ty, 0xfff)),
            self.int_like(ty, 0),
        );
        let sticky = self.binop(Code::Or, kept, self.int_like(ty, 0x800));
        let folded = self.select(lost, sticky, kept);
        let (shifted, bound) = match signed {
            true => (self.binop(Code::Add, x, self.int_like(ty, 1 << 53)), 1 << 54),
            false => (x, 1 << 53),
        };
        let small = self.icmp(IntPredicate::ULE, shifted, self.int_like(ty, bound));
        self.select(small, x, folded)
    }
}
