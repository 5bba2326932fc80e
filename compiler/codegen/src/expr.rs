//! Operations that give a value.

use base::{DType, bug, fault};
use inkwell::IntPredicate;
use inkwell::types::BasicTypeEnum;
use inkwell::values::{BasicValueEnum, InstructionOpcode as Code, IntValue};
use loops::Level;
use loops::ir::{Affine, Op, Operand, Ty, Value};

use crate::builder::{Must, V, lanes_of, vector_type};
use crate::function::Function;
use crate::math::Arg;
use crate::pieces::Pieces;

impl<'c> Function<'_, 'c> {
    /// Computes a value.
    pub(crate) fn evaluate(&mut self, value: Value, op: &Op) {
        let ty = self.cx.kernel.values[value].ty;
        let falls = |poly: &Affine, counter| {
            let step = poly.linear_in(counter).and_then(|(_, step)| step.as_constant());
            step.is_some_and(|step| step < 0)
        };
        let falling = match op {
            Op::Index(poly) => self.counters.iter().any(|counter| falls(poly, counter)),
            Op::FirstLanes(Operand::Value(n), _) => self.falling.contains(n),
            _ => false,
        };
        if falling {
            self.falling.insert(value);
        }
        let is = self.op(op, ty);
        self.define(value, is);
    }

    fn op(&mut self, op: &Op, ty: Ty) -> Pieces<'c> {
        let lanes = ty.lanes;
        let build = self.build;
        match op {
            Op::Index(poly) => vec![self.affine(poly).into()],
            Op::Unary(op, a) => {
                let dtype = self.dtype(*a);
                self.operand(*a, lanes).into_iter().map(|a| build.unary(*op, dtype, a)).collect()
            }
            Op::Binary(op, a, b) => {
                let both = self.arg(*a, lanes).zip(self.arg(*b, lanes));
                both.map(|(a, b)| build.binary(*op, ty.dtype, a, b)).collect()
            }
            Op::Compare(op, a, b) => {
                let dtype = self.dtype(*a);
                let both = self.operand(*a, lanes).into_iter().zip(self.operand(*b, lanes));
                both.map(|(a, b)| build.compare(*op, dtype, a, b)).collect()
            }
            Op::Fma(a, b, c) => self.three([*a, *b, *c], lanes, |a, b, c| build.fma(a, b, c)),
            Op::Select(cond, a, b) => self.three([*cond, *a, *b], lanes, |c, a, b| build.select(c, a, b)),
            Op::Convert(to, a) => {
                let from = self.dtype(*a);
                self.operand(*a, lanes).into_iter().map(|a| build.convert(from, *to, a)).collect()
            }
            Op::Call(function, args) => self.apply(*function, args, lanes),
            Op::Load(access, mask) => self.load(access, *mask, lanes),
            Op::Get(register) => self.get_register(*register),
            Op::Splat(a, lanes) => self.operand(*a, *lanes),
            Op::Iota(dtype, lanes) => self.numbers(build.element(*dtype), *lanes),
            Op::Extract(a, lane) => {
                let piece = self.piece(self.lanes(*a));
                vec![build.extract(self.own(*a)[(*lane / piece) as usize], *lane % piece)]
            }
            Op::FoldLanes(op, a) => vec![build.fold_lanes(*op, ty.dtype, self.own(*a))],
            Op::Shuffle(a, b, numbers) => self.pick(*a, *b, numbers),
            Op::Any(mask) => vec![build.any(&self.own(*mask))],
            Op::All(mask) => vec![build.all(&self.own(*mask))],
            Op::FirstActive(a, mask) => {
                let mask = build.join(&self.value(*mask));
                let lane = self.first_lane(mask);
                vec![build.extract_at(build.join(&self.operand(*a, lanes_of(mask))), lane)]
            }
            Op::FirstLanes(n, lanes) => {
                let n = self.scalar_operand(*n);
                self.first_lanes(n, *lanes)
            }
            Op::Lead(access, bytes) => vec![self.lead(access, *bytes)],
            Op::Anew(a, b) => vec![build.anew(self.scalar_operand(*a), self.scalar_operand(*b))],
        }
    }

    fn three(
        &self,
        operands: [Operand; 3],
        lanes: u32,
        combine: impl Fn(V<'c>, V<'c>, V<'c>) -> V<'c>,
    ) -> Pieces<'c> {
        let [a, b, c] = operands.map(|operand| self.operand(operand, lanes));
        a.into_iter().zip(b).zip(c).map(|((a, b), c)| combine(a, b, c)).collect()
    }

    fn dtype(&self, operand: Operand) -> DType {
        self.cx.kernel.operand_ty(operand).dtype
    }

    fn arg(&self, operand: Operand, lanes: u32) -> impl Iterator<Item = Arg<'c>> {
        let constant = match operand {
            Operand::Const(scalar) => Some(scalar),
            Operand::Value(_) => None,
        };
        self.operand(operand, lanes).into_iter().map(move |value| Arg { value, constant })
    }

    /// An operand in its own number of lanes.
    fn own(&self, operand: Operand) -> Pieces<'c> {
        self.operand(operand, self.lanes(operand))
    }

    fn pick(&self, a: Operand, b: Operand, numbers: &[u32]) -> Pieces<'c> {
        let lanes = self.lanes(a).max(self.lanes(b));
        let as_vector = |operand| {
            let value = self.build.join(&self.operand(operand, lanes));
            if lanes > 1 {
                return value;
            }
            let ty = vector_type(value.get_type(), 1);
            self.build.cast(Code::BitCast, value, ty.into())
        };
        let picked = self.build.shuffle(as_vector(a), as_vector(b), numbers);
        match u32::try_from(numbers.len()).must() {
            1 => vec![self.build.extract(picked, 0)],
            lanes => self.build.split(picked, self.piece(lanes)),
        }
    }

    /// 0, 1, 2 … in pieces.
    fn numbers(&self, element: BasicTypeEnum<'c>, lanes: u32) -> Pieces<'c> {
        let piece = self.piece(lanes);
        (0..lanes / piece).map(|number| self.build.iota(element, number * piece, piece)).collect()
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
    fn first_lanes(&self, n: V<'c>, lanes: u32) -> Pieces<'c> {
        let build = self.build;
        let ty = n.get_type();
        // Elements as wide as fill one register: the comparison is then one instruction, and its result has the
        // form in which the lanes that it governs want it.
        let piece = self.piece(lanes);
        let bits = (build.target.vector_bits / piece).clamp(8, 64);
        let element = build.int_of_bits(bits);
        // LLVM 22 makes a masked store of one lane that it knows a store of the whole lane before narrowing.
        let known =
            matches!(n, BasicValueEnum::IntValue(n) if n.is_const()) && build.target.level == Level::V4;
        let opaque = |count| if known { build.opaque(count) } else { count };
        if lanes > 1 && bits == 64 {
            let count = build.splat(opaque(n), piece);
            let numbers = self.numbers(element, lanes).into_iter();
            return numbers.map(|numbers| build.icmp(IntPredicate::SLT, numbers, count)).collect();
        }
        let all = build.i64(i64::from(lanes)).into();
        let at_most = if fault!(LaneCountWraps) { n } else { build.intrinsic("llvm.smin", &[ty], &[n, all]) };
        let count = opaque(build.intrinsic("llvm.smax", &[ty], &[at_most, build.i64(0).into()]));
        if lanes == 1 {
            return vec![build.icmp(IntPredicate::NE, count, build.i64(0).into())];
        }
        let count = build.splat(build.cast(Code::Trunc, count, element), piece);
        let numbers = self.numbers(element, lanes).into_iter();
        numbers.map(|numbers| build.icmp(IntPredicate::ULT, numbers, count)).collect()
    }
}
