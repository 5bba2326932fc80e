//! Operations that give a value.

use base::{BinOp, DType, bug};
use inkwell::IntPredicate;
use inkwell::values::{InstructionOpcode as Code, IntValue};
use loops::ir::{Op, Operand, Ty, Value};

use crate::builder::{V, lanes_of, vector_type};
use crate::function::Function;
use crate::math::Arg;
use crate::types::with_lanes;

impl<'c> Function<'_, 'c> {
    /// Computes a value.
    pub(crate) fn evaluate(&mut self, value: Value, op: &Op) {
        let ty = self.cx.kernel.values[value].ty;
        let is = self.op(op, ty);
        self.define(value, is);
    }

    fn op(&mut self, op: &Op, ty: Ty) -> V<'c> {
        let lanes = ty.lanes;
        let build = self.build;
        match op {
            Op::Index(poly) => self.affine(poly).into(),
            Op::Unary(op, a) => build.unary(*op, self.dtype(*a), self.operand(*a, lanes)),
            Op::Binary(op, a, b) => build.binary(*op, ty.dtype, self.arg(*a, lanes), self.arg(*b, lanes)),
            Op::Compare(op, a, b) => {
                build.compare(*op, self.dtype(*a), self.operand(*a, lanes), self.operand(*b, lanes))
            }
            Op::Fma(a, b, c) => {
                build.fma(self.operand(*a, lanes), self.operand(*b, lanes), self.operand(*c, lanes))
            }
            Op::Convert(to, a) => build.convert(self.dtype(*a), *to, self.operand(*a, lanes)),
            Op::Select(cond, a, b) => {
                let cond = self.operand(*cond, self.lanes(*cond).max(lanes));
                build.select(cond, self.operand(*a, lanes), self.operand(*b, lanes))
            }
            Op::Load(access, mask) => self.load(access, *mask, lanes),
            Op::Get(register) => {
                let variable = self.register(*register);
                build.load(build.value_type(ty), variable)
            }
            Op::Splat(a, lanes) => build.splat(self.operand(*a, 1), *lanes),
            Op::Iota(dtype, lanes) => build.iota(build.element(*dtype), *lanes),
            Op::Extract(a, lane) => build.extract(self.own(*a), *lane),
            Op::FoldLanes(op, a) => self.fold_lanes(*op, ty.dtype, self.own(*a)),
            Op::Shuffle(a, b, numbers) => self.pick(*a, *b, numbers),
            Op::Any(mask) => self.any(self.own(*mask)),
            Op::All(mask) => self.all(self.own(*mask)),
            Op::FirstActive(a, mask) => {
                let mask = self.value(*mask);
                let lane = self.first_lane(mask);
                build.extract_at(self.operand(*a, lanes_of(mask)), lane)
            }
            Op::FirstLanes(n, lanes) => {
                let n = self.operand(*n, 1);
                self.first_lanes(n, *lanes)
            }
        }
    }

    fn dtype(&self, operand: Operand) -> DType {
        self.cx.kernel.operand_ty(operand).dtype
    }

    fn arg(&self, operand: Operand, lanes: u32) -> Arg<'c> {
        let constant = match operand {
            Operand::Const(scalar) => Some(scalar),
            Operand::Value(_) => None,
        };
        Arg { value: self.operand(operand, lanes), constant }
    }

    /// An operand in its own number of lanes.
    fn own(&self, operand: Operand) -> V<'c> {
        self.operand(operand, self.lanes(operand))
    }

    /// Lane l with lane l + s for s = lanes/2 … 1.
    fn fold_lanes(&self, op: BinOp, dtype: DType, value: V<'c>) -> V<'c> {
        let mut value = value;
        let mut half = lanes_of(value) / 2;
        while half > 0 {
            let part = |from: u32| {
                let part = if half == 1 {
                    self.build.extract(value, from)
                } else {
                    self.build.shuffle(value, value, &(from..from + half).collect::<Vec<_>>())
                };
                Arg { value: part, constant: None }
            };
            value = self.build.binary(op, dtype, part(0), part(half));
            half /= 2;
        }
        value
    }

    fn pick(&self, a: Operand, b: Operand, numbers: &[u32]) -> V<'c> {
        let lanes = self.lanes(a).max(self.lanes(b));
        let as_vector = |operand| {
            let value = self.operand(operand, lanes);
            if lanes > 1 {
                return value;
            }
            let ty = vector_type(value.get_type(), 1);
            self.build.cast(Code::BitCast, value, ty.into())
        };
        let picked = self.build.shuffle(as_vector(a), as_vector(b), numbers);
        if numbers.len() == 1 { self.build.extract(picked, 0) } else { picked }
    }

    /// Whether any lane is set.
    pub(crate) fn any(&self, mask: V<'c>) -> V<'c> {
        match mask {
            V::VectorValue(_) => self.build.intrinsic("llvm.vector.reduce.or", &[mask.get_type()], &[mask]),
            scalar => scalar,
        }
    }

    fn all(&self, mask: V<'c>) -> V<'c> {
        match mask {
            V::VectorValue(_) => self.build.intrinsic("llvm.vector.reduce.and", &[mask.get_type()], &[mask]),
            scalar => scalar,
        }
    }

    /// The number of the first set lane; 0 when none is.
    pub(crate) fn first_lane(&self, mask: V<'c>) -> IntValue<'c> {
        let lanes = lanes_of(mask);
        if lanes == 1 {
            return self.build.i64(0);
        }
        let Some(Ok(bits)) =
            std::num::NonZeroU32::new(lanes).map(|lanes| self.build.context.custom_width_int_type(lanes))
        else {
            bug!("no integer of {lanes} bits")
        };
        let bits = self.build.cast(Code::BitCast, mask, bits.into());
        let defined_for_zero = self.build.context.bool_type().const_zero().into();
        let zeros = self.build.intrinsic("llvm.cttz", &[bits.get_type()], &[bits, defined_for_zero]);
        // For no lane the count is the number of lanes, a power of two: its low bits are 0.
        let low =
            self.build.binop(Code::And, zeros, self.build.int_like(zeros.get_type(), i64::from(lanes) - 1));
        let wide = self.build.context.i64_type().into();
        let code = if lanes > 64 { Code::Trunc } else { Code::ZExt };
        self.build.cast(code, low, wide).into_int_value()
    }

    /// A mask of which the first n lanes are set.
    fn first_lanes(&self, n: V<'c>, lanes: u32) -> V<'c> {
        let build = self.build;
        let all = build.i64(i64::from(lanes)).into();
        let ty = n.get_type();
        let at_most = build.intrinsic("llvm.smin", &[ty], &[n, all]);
        let count = build.intrinsic("llvm.smax", &[ty], &[at_most, build.i64(0).into()]);
        if lanes == 1 {
            return build.icmp(IntPredicate::NE, count, build.i64(0).into());
        }
        // Elements as wide as fill one register: the comparison is then one instruction, and its result has the
        // form in which the lanes that it governs want it.
        let bits = (build.target.vector_bits / lanes).clamp(8, 64);
        let element = build.int_of_bits(bits);
        let count = build.splat(build.cast(Code::Trunc, count, element), lanes);
        let numbers = build.iota(element, lanes);
        debug_assert_eq!(with_lanes(element, lanes), numbers.get_type());
        build.icmp(IntPredicate::ULT, numbers, count)
    }
}
