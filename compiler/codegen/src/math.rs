//! Scalar operations, lane by lane, with the meaning that `base::scalar` gives them.
//!
//! Only operations that every level has as instructions are used: nothing here becomes a library call.

use base::{BinOp, CmpOp, DType, Scalar, UnOp, bug, fault};
use inkwell::types::BasicTypeEnum;
use inkwell::values::InstructionOpcode as Code;
use inkwell::{FloatPredicate, IntPredicate};
use loops::Level;

use crate::builder::{Build, V, lanes_of};
use crate::types::with_lanes;

/// An operand and, where it is one, its constant.
#[derive(Clone, Copy)]
pub(crate) struct Arg<'c> {
    /// The value in LLVM.
    pub(crate) value: V<'c>,
    /// The constant that all its lanes are.
    pub(crate) constant: Option<Scalar>,
}

impl<'c> Build<'c> {
    /// Applies `op` to an operand of type `dtype`.
    pub(crate) fn unary(&self, op: UnOp, dtype: DType, x: V<'c>) -> V<'c> {
        let ty = x.get_type();
        let float = dtype.is_float();
        match op {
            UnOp::Neg if float => self.fneg(x),
            UnOp::Neg => self.binop(Code::Sub, self.int_like(ty, 0), x),
            UnOp::Not => self.not(x),
            UnOp::Abs if float => self.intrinsic("llvm.fabs", &[ty], &[x]),
            UnOp::Abs if dtype.is_signed_int() => {
                let poison = u64::from(fault!(AbsOfMinimum));
                let minimum_stays = self.context.bool_type().const_int(poison, false).into();
                self.intrinsic("llvm.abs", &[ty], &[x, minimum_stays])
            }
            UnOp::Abs => x,
            UnOp::Sqrt => self.intrinsic("llvm.sqrt", &[ty], &[x]),
            UnOp::Floor => self.intrinsic("llvm.floor", &[ty], &[x]),
            UnOp::Ceil => self.intrinsic("llvm.ceil", &[ty], &[x]),
            UnOp::Trunc => self.intrinsic("llvm.trunc", &[ty], &[x]),
            UnOp::Round if fault!(RoundsHalfUp) => {
                let up = self.binop(Code::FAdd, x, self.float_like(ty, 0.5));
                self.intrinsic("llvm.floor", &[ty], &[up])
            }
            UnOp::Round => self.intrinsic("llvm.roundeven", &[ty], &[x]),
            UnOp::Bits | UnOp::FromBits => {
                let Some(result) = op.result(dtype) else { bug!("{op} on {dtype}") };
                self.cast(Code::BitCast, x, with_lanes(self.element(result), lanes_of(x)))
            }
        }
    }

    /// Applies `op` to operands of type `dtype`.
    pub(crate) fn binary(&self, op: BinOp, dtype: DType, a: Arg<'c>, b: Arg<'c>) -> V<'c> {
        match op {
            BinOp::FloorDiv => self.floor_divide(dtype, a.value, b).0,
            BinOp::Mod => self.floor_divide(dtype, a.value, b).1,
            BinOp::Min | BinOp::Max if dtype.is_float() => self.float_extremum(op, a, b),
            BinOp::Min | BinOp::Max => self.int_extremum(op, dtype, a.value, b.value),
            BinOp::Shl | BinOp::Shr => self.shift(op, dtype, a.value, b.value),
            BinOp::CopySign => self.intrinsic("llvm.copysign", &[a.value.get_type()], &[a.value, b.value]),
            _ => {
                let code = match (op, dtype.is_float()) {
                    (BinOp::Add, true) => Code::FAdd,
                    (BinOp::Sub, true) => Code::FSub,
                    (BinOp::Mul, true) => Code::FMul,
                    (BinOp::Div, true) => Code::FDiv,
                    (BinOp::Add, false) => Code::Add,
                    (BinOp::Sub, false) => Code::Sub,
                    (BinOp::Mul, false) => Code::Mul,
                    (BinOp::And, false) => Code::And,
                    (BinOp::Or, false) => Code::Or,
                    (BinOp::Xor, false) => Code::Xor,
                    _ => bug!("{op} on {dtype}"),
                };
                self.binop(code, a.value, b.value)
            }
        }
    }

    /// `a * b + c`, rounded once where the target can.
    pub(crate) fn fma(&self, a: V<'c>, b: V<'c>, c: V<'c>) -> V<'c> {
        if self.target.fma {
            let c = if fault!(FmaSubtracts) { self.fneg(c) } else { c };
            return self.intrinsic("llvm.fma", &[a.get_type()], &[a, b, c]);
        }
        let product = self.binop(Code::FMul, a, b);
        self.binop(Code::FAdd, product, c)
    }

    /// Compares operands of type `dtype`; with NaN only `Ne` is true.
    pub(crate) fn compare(&self, op: CmpOp, dtype: DType, a: V<'c>, b: V<'c>) -> V<'c> {
        if dtype.is_float() {
            let predicate = match op {
                CmpOp::Eq => FloatPredicate::OEQ,
                CmpOp::Ne if fault!(NanNotUnequal) => FloatPredicate::ONE,
                CmpOp::Ne => FloatPredicate::UNE,
                CmpOp::Lt => FloatPredicate::OLT,
                CmpOp::Le => FloatPredicate::OLE,
                CmpOp::Gt => FloatPredicate::OGT,
                CmpOp::Ge => FloatPredicate::OGE,
            };
            return self.fcmp(predicate, a, b);
        }
        let signed = dtype.is_signed_int() || fault!(UnsignedComparedSigned);
        let predicate = match (op, signed) {
            (CmpOp::Eq, _) => IntPredicate::EQ,
            (CmpOp::Ne, _) => IntPredicate::NE,
            (CmpOp::Lt, true) => IntPredicate::SLT,
            (CmpOp::Le, true) => IntPredicate::SLE,
            (CmpOp::Gt, true) => IntPredicate::SGT,
            (CmpOp::Ge, true) => IntPredicate::SGE,
            (CmpOp::Lt, false) => IntPredicate::ULT,
            (CmpOp::Le, false) => IntPredicate::ULE,
            (CmpOp::Gt, false) => IntPredicate::UGT,
            (CmpOp::Ge, false) => IntPredicate::UGE,
        };
        self.icmp(predicate, a, b)
    }

    fn int_extremum(&self, op: BinOp, dtype: DType, a: V<'c>, b: V<'c>) -> V<'c> {
        let min = op == BinOp::Min;
        if dtype == DType::Bool {
            return self.binop(if min { Code::And } else { Code::Or }, a, b);
        }
        let name = match (min, dtype.is_signed_int() || fault!(UnsignedExtremumSigned)) {
            (true, true) => "llvm.smin",
            (true, false) => "llvm.umin",
            (false, true) => "llvm.smax",
            (false, false) => "llvm.umax",
        };
        self.intrinsic(name, &[a.get_type()], &[a, b])
    }

    /// The count is taken modulo the width, so that no shift is undefined.
    fn shift(&self, op: BinOp, dtype: DType, a: V<'c>, count: V<'c>) -> V<'c> {
        let width = i64::from(dtype.bits());
        let width = if fault!(ShiftCountWide) { 2 * width } else { width };
        let count = self.binop(Code::And, count, self.int_like(count.get_type(), width - 1));
        let code = match op {
            BinOp::Shl => Code::Shl,
            _ if dtype.is_signed_int() || fault!(UnsignedShiftSigned) => Code::AShr,
            _ => Code::LShr,
        };
        self.binop(code, a, count)
    }

    /// Smaller or larger float: NaN wins, -0 below +0.
    ///
    /// The processor's own instruction computes `a < b ? a : b`, which gives `b` for NaN and for two zeros. With a
    /// constant as `a` that is right but for one of the zeros. Otherwise both orders are computed: where they differ
    /// the operands are zeros, whose bits are joined, or NaN.
    fn float_extremum(&self, op: BinOp, a: Arg<'c>, b: Arg<'c>) -> V<'c> {
        let min = op == BinOp::Min;
        let first = |a: V<'c>, b: V<'c>| {
            let predicate = if min { FloatPredicate::OLT } else { FloatPredicate::OGT };
            self.select(self.fcmp(predicate, a, b), a, b)
        };
        let ty = a.value.get_type();
        for (x, c) in [(a, b), (b, a)] {
            let Some(constant) = c.constant.filter(|c| !c.is_nan()) else { continue };
            let zero = Scalar::float(constant.dtype, if min { -0.0 } else { 0.0 });
            if constant != zero || fault!(ZeroSignLost) {
                return first(c.value, x.value);
            }
            if !min {
                // -0 came through where +0 is wanted: adding +0 changes nothing else.
                return self.binop(Code::FAdd, first(c.value, x.value), self.float_like(ty, 0.0));
            }
        }
        let (a, b) = (a.value, b.value);
        if fault!(NanLost) {
            return first(a, b);
        }
        if let Some(extreme) = self.range_extremum(min, a, b) {
            let nan = self.float_like(ty, f64::NAN);
            return self.select(self.fcmp(FloatPredicate::UNO, a, b), nan, extreme);
        }
        let bits = self.bits_type(ty);
        let forward = self.cast(Code::BitCast, first(a, b), bits);
        let backward = self.cast(Code::BitCast, first(b, a), bits);
        if min {
            // A NaN's exponent is all ones, so joining bits by `or` leaves it a NaN.
            return self.cast(Code::BitCast, self.binop(Code::Or, forward, backward), ty);
        }
        let both = self.cast(Code::BitCast, self.binop(Code::And, forward, backward), ty);
        let nan = self.float_like(ty, f64::NAN);
        self.select(self.fcmp(FloatPredicate::UNO, a, b), nan, both)
    }
    /// The smaller or larger of two numbers, zeros by their signs; of a NaN and a number the number. One instruction of
    /// the highest level has it, for whole registers.
    fn range_extremum(&self, min: bool, a: V<'c>, b: V<'c>) -> Option<V<'c>> {
        if self.target.level != Level::V4 {
            return None;
        }
        let vector = a.get_type().is_vector_type().then(|| a.into_vector_value().get_type())?;
        let (name, lanes) = match (vector.get_element_type(), vector.get_size()) {
            (BasicTypeEnum::FloatType(e), 16) if e == self.context.f32_type() => {
                ("llvm.x86.avx512.mask.range.ps.512", self.context.i16_type())
            }
            (BasicTypeEnum::FloatType(e), 8) if e == self.context.f64_type() => {
                ("llvm.x86.avx512.mask.range.pd.512", self.context.i8_type())
            }
            _ => return None,
        };
        // The sign as compared; the rounding as it is.
        let int = |value: u64| self.context.i32_type().const_int(value, false).into();
        let way = int(if min { 4 } else { 5 });
        let all = lanes.const_all_ones().into();
        Some(self.intrinsic(name, &[], &[a, b, way, a, all, int(4)]))
    }
}
