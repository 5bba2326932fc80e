//! What one scalar operation can be written as more simply, every bit of the result the same.
//!
//! NaN's sign and payload are unspecified, so rewrites that change only those are allowed.

use base::{BinOp, CmpOp, DType, Scalar, UnOp, fault, scalar};

use super::{Simplify, is_small};
use crate::analysis::negated;
use crate::eval::edge_index;
use crate::ir::{Op, Operand, Var};

/// A simpler form.
pub(super) enum Rewrite {
    Op(Op),
    Operand(Operand),
}

/// Whether the operands may change places.
pub(super) fn commutes(op: BinOp) -> bool {
    use BinOp::{Add, And, Max, Min, Mul, Or, Xor};
    matches!(op, Add | Mul | Min | Max | And | Or | Xor)
}

fn constant(value: Scalar) -> Option<Rewrite> {
    Some(Rewrite::Operand(value.into()))
}

fn operand(x: Operand) -> Option<Rewrite> {
    Some(Rewrite::Operand(x))
}

impl Simplify<'_> {
    /// A simpler form of an operation without blocks, or none.
    pub(super) fn rewrite(&self, op: &Op) -> Option<Rewrite> {
        match op {
            Op::Copy(x) => operand(*x),
            Op::Size(size) => match (size.as_constant(), size.as_var()) {
                (Some(value), _) => constant(Scalar::i64(value)),
                (None, Some(var)) => operand(Operand::Var(*var)),
                (None, None) => None,
            },
            Op::Unary(op, x) => self.unary(*op, *x),
            Op::Binary(op, a, b) => {
                self.polynomial(*op, *a, *b).or_else(|| self.binary(*op, *a, *b)).or_else(|| {
                    let both = (self.definition(*a), self.definition(*b));
                    self.floats(*op, *a, *b, both)
                })
            }
            Op::Compare(op, a, b) => self.compare(*op, *a, *b),
            Op::Fma(a, b, c) => self.fma(*a, *b, *c),
            Op::Convert(dtype, x) => self.convert(*dtype, *x),
            Op::Select(cond, a, b) => self.select(*cond, *a, *b),
            Op::Edge { mode, index: Operand::Const(index), extent } => {
                let extent = extent.as_constant().filter(|&extent| extent > 0)?;
                constant(Scalar::i64(edge_index(*mode, index.as_i64(), extent)))
            }
            Op::Index { array, indices, .. } => self.element(*array, indices),
            Op::Assert { cond: Operand::Const(cond), .. } if cond.as_bool() => constant(*cond),
            _ => None,
        }
    }

    /// `i64` arithmetic as a polynomial.
    fn polynomial(&self, op: BinOp, a: Operand, b: Operand) -> Option<Rewrite> {
        if self.dtype(a) != DType::I64 {
            return None;
        }
        // Not quotients: those of polynomials are of numbers that do not wrap.
        let size = match op {
            BinOp::Add => self.affine(a).add(&self.affine(b)),
            BinOp::Sub => self.affine(a).sub(&self.affine(b)),
            BinOp::Mul => {
                // A product of two sums would be computed several times over.
                let (a, b) = (self.affine(a), self.affine(b));
                if a.terms().count() > 1 && b.terms().count() > 1 {
                    return None;
                }
                a.mul(&b)
            }
            _ => return None,
        };
        is_small(&size).then_some(Rewrite::Op(Op::Size(size)))
    }

    fn unary(&self, op: UnOp, x: Operand) -> Option<Rewrite> {
        if let Operand::Const(x) = x {
            return constant(scalar::unary(op, x));
        }
        let dtype = self.dtype(x);
        if op == UnOp::Neg && dtype == DType::I64 {
            return Some(Rewrite::Op(Op::Size(self.affine(x).scale(-1))));
        }
        if op == UnOp::Abs && dtype.is_int() && !dtype.is_signed_int() {
            return operand(x);
        }
        match (op, self.definition(x)?) {
            (UnOp::Neg, Op::Unary(UnOp::Neg, x)) | (UnOp::Not, Op::Unary(UnOp::Not, x)) => operand(*x),
            (UnOp::Abs, Op::Unary(UnOp::Neg | UnOp::Abs, x)) => Some(Rewrite::Op(Op::Unary(UnOp::Abs, *x))),
            (UnOp::Bits, Op::Unary(UnOp::FromBits, x)) => operand(*x),
            (UnOp::Not, Op::Compare(op, a, b))
                if !self.dtype(*a).is_float() || is_equality(*op) || fault!(NegatedFloatOrder) =>
            {
                Some(Rewrite::Op(Op::Compare(negated(*op), *a, *b)))
            }
            (
                UnOp::Floor | UnOp::Ceil | UnOp::Trunc | UnOp::Round,
                Op::Unary(UnOp::Floor | UnOp::Ceil | UnOp::Trunc | UnOp::Round, _),
            ) => operand(x),
            _ => None,
        }
    }

    /// Integers and bools, and what is the same for floats.
    fn binary(&self, op: BinOp, a: Operand, b: Operand) -> Option<Rewrite> {
        use BinOp::{Add, And, FloorDiv, Max, Min, Mod, Mul, Or, Shl, Shr, Sub, Xor};
        if let (Operand::Const(x), Operand::Const(y)) = (a, b) {
            return scalar::binary(op, x, y).ok().and_then(constant);
        }
        let dtype = self.dtype(a);
        if a == b && matches!(op, Min | Max | And | Or) {
            return operand(a);
        }
        if dtype.is_float() {
            return None;
        }
        if a == b && matches!(op, Sub | Xor) {
            return constant(Scalar::zero(dtype));
        }
        let (Operand::Const(c), x, right) = (match (a, b) {
            (x, c @ Operand::Const(_)) => (c, x, true),
            (c, x) => (c, x, false),
        }) else {
            return None;
        };
        let ones = scalar::unary(UnOp::Not, Scalar::zero(dtype));
        let (zero, all) = (c == Scalar::zero(dtype), c == ones);
        let one = dtype != DType::Bool && c == Scalar::int(dtype, 1);
        match op {
            Add | Or | Xor if zero => operand(x),
            Sub | Shl | Shr if zero && right => operand(x),
            Sub if zero && fault!(ZeroMinusDropped) => operand(x),
            And if all => operand(x),
            And | Mul if zero => constant(c),
            Or if all => constant(c),
            Mul if one => operand(x),
            FloorDiv if one && right => operand(x),
            Mod if one && right => constant(Scalar::zero(dtype)),
            Xor if all && dtype == DType::Bool => Some(Rewrite::Op(Op::Unary(UnOp::Not, x))),
            _ => None,
        }
    }

    fn floats(&self, op: BinOp, a: Operand, b: Operand, both: (Option<&Op>, Option<&Op>)) -> Option<Rewrite> {
        let dtype = self.dtype(a);
        if !dtype.is_float() {
            return None;
        }
        let is = |x: Operand, value: f64| x == Operand::Const(Scalar::float(dtype, value));
        let rewritten = |op| Some(Rewrite::Op(op));
        match op {
            BinOp::Mul if is(b, 1.0) => operand(a),
            BinOp::Mul if is(a, 1.0) => operand(b),
            BinOp::Mul if is(b, -1.0) => rewritten(Op::Unary(UnOp::Neg, a)),
            BinOp::Mul if is(a, -1.0) => rewritten(Op::Unary(UnOp::Neg, b)),
            BinOp::Div if is(b, 1.0) => operand(a),
            BinOp::Div => reciprocal(b).map(|r| Rewrite::Op(Op::Binary(BinOp::Mul, a, r.into()))),
            // Not x + 0.0, which turns -0.0 into 0.0.
            BinOp::Add if is(b, 0.0) && fault!(DropAddedZero) => operand(a),
            BinOp::Mul if (is(a, 0.0) || is(b, 0.0)) && fault!(DropTimesZero) => {
                constant(Scalar::zero(dtype))
            }
            BinOp::Add if is(b, -0.0) => operand(a),
            BinOp::Add if is(a, -0.0) => operand(b),
            BinOp::Sub if is(b, 0.0) => operand(a),
            BinOp::Sub if is(a, -0.0) => rewritten(Op::Unary(UnOp::Neg, b)),
            BinOp::Add => match both {
                (_, Some(Op::Unary(UnOp::Neg, b))) => rewritten(Op::Binary(BinOp::Sub, a, *b)),
                (Some(Op::Unary(UnOp::Neg, a)), _) if fault!(NegatedSumSwapped) => {
                    rewritten(Op::Binary(BinOp::Sub, *a, b))
                }
                (Some(Op::Unary(UnOp::Neg, a)), _) => rewritten(Op::Binary(BinOp::Sub, b, *a)),
                _ => None,
            },
            BinOp::Sub => match both.1 {
                Some(Op::Unary(UnOp::Neg, b)) => rewritten(Op::Binary(BinOp::Add, a, *b)),
                _ => None,
            },
            BinOp::Mul => match both {
                (Some(Op::Unary(UnOp::Neg, a)), Some(Op::Unary(UnOp::Neg, b))) => {
                    rewritten(Op::Binary(BinOp::Mul, *a, *b))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn compare(&self, op: CmpOp, a: Operand, b: Operand) -> Option<Rewrite> {
        if let (Operand::Const(x), Operand::Const(y)) = (a, b) {
            return constant(Scalar::bool(scalar::compare(op, x, y)));
        }
        let dtype = self.dtype(a);
        if a == b && (!dtype.is_float() || fault!(FloatEqualsItself)) {
            return constant(Scalar::bool(matches!(op, CmpOp::Eq | CmpOp::Le | CmpOp::Ge)));
        }
        if dtype == DType::I64 && is_equality(op) {
            let difference = self.affine(a).sub(&self.affine(b)).as_constant()?;
            return constant(Scalar::bool((difference == 0) == (op == CmpOp::Eq)));
        }
        match (dtype, op, b) {
            (DType::Bool, CmpOp::Eq, Operand::Const(c)) if c.as_bool() => operand(a),
            (DType::Bool, CmpOp::Ne, Operand::Const(c)) if !c.as_bool() => operand(a),
            (DType::Bool, CmpOp::Eq | CmpOp::Ne, Operand::Const(_)) => {
                Some(Rewrite::Op(Op::Unary(UnOp::Not, a)))
            }
            _ => None,
        }
    }

    fn fma(&self, a: Operand, b: Operand, c: Operand) -> Option<Rewrite> {
        if let (Operand::Const(x), Operand::Const(y), Operand::Const(z)) = (a, b, c) {
            // Whether it rounds once depends on the target.
            let value = scalar::fma(x, y, z, true);
            return (value == scalar::fma(x, y, z, false)).then_some(Rewrite::Operand(value.into()));
        }
        let dtype = self.dtype(a);
        let is = |x: Operand, value: f64| x == Operand::Const(Scalar::float(dtype, value));
        let rewritten = |op| Some(Rewrite::Op(op));
        match (a, b, c) {
            _ if is(c, -0.0) => rewritten(Op::Binary(BinOp::Mul, a, b)),
            _ if is(a, 1.0) => rewritten(Op::Binary(BinOp::Add, b, c)),
            _ if is(b, 1.0) => rewritten(Op::Binary(BinOp::Add, a, c)),
            _ if is(c, 0.0) && fault!(FmaZeroDropped) => rewritten(Op::Binary(BinOp::Mul, a, b)),
            _ if is(a, -1.0) && fault!(FmaMinusOneSwapped) => rewritten(Op::Binary(BinOp::Sub, b, c)),
            _ if is(a, -1.0) => rewritten(Op::Binary(BinOp::Sub, c, b)),
            _ if is(b, -1.0) => rewritten(Op::Binary(BinOp::Sub, c, a)),
            _ => match (self.definition(a), self.definition(b)) {
                (Some(Op::Unary(UnOp::Neg, a)), Some(Op::Unary(UnOp::Neg, b))) => {
                    rewritten(Op::Fma(*a, *b, c))
                }
                _ => None,
            },
        }
    }

    fn convert(&self, dtype: DType, x: Operand) -> Option<Rewrite> {
        if let Operand::Const(x) = x {
            return constant(scalar::convert(x, dtype));
        }
        if self.dtype(x) == dtype {
            return operand(x);
        }
        let Some(Op::Convert(_, inner)) = self.definition(x) else { return None };
        let (from, through) = (self.dtype(*inner), self.dtype(x));
        // There and back without loss.
        let float = from.is_float() && through.is_float() && from.size() < through.size();
        let int = from.is_int() && through.is_int() && from.size() < through.size();
        let narrow = from.size() > through.size() && from == dtype && fault!(NarrowingUndone);
        (from == dtype && (float || int || narrow)).then_some(Rewrite::Operand(*inner))
    }

    fn select(&self, cond: Operand, a: Operand, b: Operand) -> Option<Rewrite> {
        if let Operand::Const(cond) = cond {
            return operand(if cond.as_bool() { a } else { b });
        }
        if a == b {
            return operand(a);
        }
        if let Some(Op::Unary(UnOp::Not, cond)) = self.definition(cond) {
            let (a, b) = if fault!(SelectNotSwapped) { (b, a) } else { (a, b) };
            return Some(Rewrite::Op(Op::Select(*cond, b, a)));
        }
        let as_bool = |x: Operand| match x {
            Operand::Const(value) if value.dtype == DType::Bool => Some(value.as_bool()),
            _ => None,
        };
        match (as_bool(a), as_bool(b)) {
            (Some(true), Some(false)) => operand(cond),
            (Some(false), Some(true)) => Some(Rewrite::Op(Op::Unary(UnOp::Not, cond))),
            (None, Some(false)) => Some(Rewrite::Op(Op::Binary(BinOp::And, cond, a))),
            (Some(true), None) => Some(Rewrite::Op(Op::Binary(BinOp::Or, cond, b))),
            _ => None,
        }
    }

    /// A constant element of a literal.
    fn element(&self, array: Var, indices: &[Operand]) -> Option<Rewrite> {
        let Some(Op::Literal { shape, elements, .. }) = self.definition(Operand::Var(array)) else {
            return None;
        };
        let mut flat = 0;
        for (index, &extent) in indices.iter().zip(shape) {
            let Operand::Const(index) = index else { return None };
            let index = index.as_i64();
            if index < 0 || index >= extent {
                return None;
            }
            flat = if flat > 0 && fault!(LiteralTransposed) { flat + index } else { flat * extent + index };
        }
        elements.get(usize::try_from(flat).ok()?).copied().and_then(operand)
    }
}

fn is_equality(op: CmpOp) -> bool {
    matches!(op, CmpOp::Eq | CmpOp::Ne)
}

/// 1/x where x is a power of two with a normal reciprocal: then x/c and x*(1/c) round the same number.
fn reciprocal(x: Operand) -> Option<Scalar> {
    let Operand::Const(x) = x else { return None };
    let (value, inverse) = (x.as_f64(), 1.0 / x.as_f64());
    let (normal, power) = match x.dtype {
        DType::F32 => ((inverse as f32).is_normal(), (x.bits & 0x7f_ffff) == 0),
        _ => (inverse.is_normal(), (x.bits & 0xf_ffff_ffff_ffff) == 0),
    };
    let power = power || (value.is_normal() && fault!(AnyReciprocal));
    (power && normal && value.is_normal()).then(|| Scalar::float(x.dtype, inverse))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reciprocals_exist_for_powers_of_two_only() {
        assert_eq!(reciprocal(Scalar::f64(4.0).into()), Some(Scalar::f64(0.25)));
        assert_eq!(reciprocal(Scalar::f32(-0.5).into()), Some(Scalar::f32(-2.0)));
        for x in [3.0, 0.0, f64::INFINITY, f64::NAN, f64::MIN_POSITIVE / 2.0, 2f64.powi(1023)] {
            assert_eq!(reciprocal(Scalar::f64(x).into()), None, "{x}");
        }
    }
}
