//! Scalar operations, element reads, checks.

use abi::Status;
use array::ir::{Op as Source, Operand as SourceOperand, Stmt as SourceStmt, Var};
use base::{BinOp, CmpOp, DType, Scalar, fault};

use super::{Binding, Lowerer};
use crate::build::poly_of;
use crate::ir::{Affine, Op, Operand, Ty};

/// Terms of a polynomial that is still kept whole.
const MAX_TERMS: usize = 12;

impl Lowerer<'_> {
    pub(super) fn scalar(&mut self, stmt: &SourceStmt) {
        if let Some(known) = self.known_here(&stmt.op) {
            return self.bind_scalar(stmt.outs[0], known);
        }
        let x = |lowerer: &Self, operand: &SourceOperand| lowerer.operand(operand);
        let op = match &stmt.op {
            Source::Size(size) => {
                let poly = self.size(size);
                return self.define_index(stmt.outs[0], poly);
            }
            Source::Copy(a) => {
                let operand = x(self, a);
                let binding = match a {
                    SourceOperand::Var(var) => self.binding(*var).clone(),
                    SourceOperand::Const(_) => return self.bind_scalar(stmt.outs[0], operand),
                };
                self.bindings.insert(stmt.outs[0], binding);
                return;
            }
            Source::Unary(op, a) => Op::Unary(*op, x(self, a)),
            Source::Binary(op, a, b) => {
                if let Some(poly) = self.ring_op(*op, a, b) {
                    return self.define_index(stmt.outs[0], poly);
                }
                let (a, b) = (x(self, a), x(self, b));
                self.check_divisor(*op, b);
                Op::Binary(*op, a, b)
            }
            Source::Compare(op, a, b) => Op::Compare(*op, x(self, a), x(self, b)),
            Source::Fma(a, b, c) => Op::Fma(x(self, a), x(self, b), x(self, c)),
            Source::Convert(dtype, a) => Op::Convert(*dtype, x(self, a)),
            Source::Select(c, a, b) => Op::Select(x(self, c), x(self, a), x(self, b)),
            Source::Apply { function, args } => {
                let args = args.iter().map(|arg| x(self, arg)).collect();
                Op::Call(self.applied[function], args)
            }
            Source::Edge { mode, index, extent } => {
                let (index, extent) = (self.index(index), self.size(extent));
                let poly = self.edge(*mode, &index, &extent);
                return self.define_index(stmt.outs[0], poly);
            }
            Source::Index { array, indices, checked } => {
                let indices: Vec<Affine> = indices.iter().map(|index| self.index(index)).collect();
                let view = self.view(*array);
                self.check_indices(*array, &indices, &view.shape, checked);
                Op::Load(crate::ir::Access::scalar(view.buffer, view.at(&indices)), None)
            }
            Source::Assert { cond, failure } => {
                let args = failure.args.iter().map(|arg| x(self, arg)).collect();
                let site = self.builder.site(failure.status, &*failure.message, stmt.span);
                let ok = x(self, cond);
                return self.builder.check(ok, site, args);
            }
            _ => base::bug!("not a scalar operation"),
        };
        let info = &self.function.vars[stmt.outs[0]];
        let value = self.builder.define(Ty::scalar(info.ty.dtype), &info.name, op);
        self.bind_scalar(stmt.outs[0], value.into());
    }

    /// The value of a comparison, or of what is made of comparisons, that this part of a loop decides.
    fn known_here(&mut self, op: &Source) -> Option<Operand> {
        match op {
            Source::Compare(op, a, b) => self.decide(*op, a, b).map(|holds| Scalar::bool(holds).into()),
            Source::Binary(op @ (BinOp::And | BinOp::Or), a, b) => {
                connective(*op, self.operand(a), self.operand(b))
            }
            _ => None,
        }
    }

    fn define_index(&mut self, var: Var, poly: Affine) {
        let operand = self.builder.index(&poly, &self.function.vars[var].name);
        let short = poly.terms().count() <= MAX_TERMS;
        let poly = if short { poly } else { poly_of(operand) };
        self.bindings.insert(var, Binding::Scalar(operand, Some(poly)));
    }

    /// Sums, differences and products of `i64` are polynomials as long as they stay short.
    fn ring_op(&self, op: BinOp, a: &SourceOperand, b: &SourceOperand) -> Option<Affine> {
        if self.function.operand_type(a).dtype != DType::I64 {
            return None;
        }
        match op {
            BinOp::Add => Some(self.index(a).add(&self.index(b))),
            BinOp::Sub => Some(self.index(a).sub(&self.index(b))),
            BinOp::Mul => {
                let (a, b) = (self.index(a), self.index(b));
                let terms = a.terms().count() * b.terms().count();
                (terms <= MAX_TERMS).then(|| a.mul(&b))
            }
            _ => None,
        }
    }

    fn check_divisor(&mut self, op: BinOp, divisor: Operand) {
        let dtype = self.builder.kernel.operand_ty(divisor).dtype;
        let known = matches!(divisor, Operand::Const(scalar) if scalar.bits != 0);
        if !op.fallible() || !dtype.is_int() || known || fault!(DivisorUnchecked) {
            return;
        }
        let site = self.builder.site(Status::Divide, "integer division by zero", self.span);
        let ok = self.builder.compare(CmpOp::Ne, divisor, Scalar::zero(dtype).into(), "nonzero");
        self.builder.check(ok, site, Vec::new());
    }

    /// Checks the indices that may be outside.
    pub(super) fn check_indices(
        &mut self,
        array: Var,
        indices: &[Affine],
        shape: &[Affine],
        checked: &[bool],
    ) {
        for (axis, (index, extent)) in indices.iter().zip(shape).enumerate() {
            if !checked[axis] || self.is_inside(index, extent) {
                continue;
            }
            let message = array::ir::outside_message(&self.function.vars[array].name, axis);
            let site = self.builder.site(Status::Bounds, message, self.span);
            // A negative extent is that of an array without elements.
            let extent = self.builder.not_negative(extent);
            let (index, extent) = (self.builder.index(index, "index"), self.builder.index(&extent, "extent"));
            // One comparison does for both ends: a negative index is a large unsigned one.
            let (low, high) = match fault!(IndexComparedSigned) {
                true => (index, extent),
                false => (self.unsigned(index), self.unsigned(extent)),
            };
            let ok = self.builder.compare(CmpOp::Lt, low, high, "inside");
            self.builder.check(ok, site, vec![index, extent]);
        }
    }

    fn unsigned(&mut self, operand: Operand) -> Operand {
        match operand {
            Operand::Const(scalar) => Scalar { dtype: DType::U64, bits: scalar.bits }.into(),
            Operand::Value(_) => {
                let op = Op::Convert(DType::U64, operand);
                self.builder.define(Ty::scalar(DType::U64), "unsigned", op).into()
            }
        }
    }
}

/// What `and` and `or` give where an operand is known.
fn connective(op: BinOp, a: Operand, b: Operand) -> Option<Operand> {
    let (known, other) = match (a, b) {
        (Operand::Const(known), other) | (other, Operand::Const(known)) if known.dtype == DType::Bool => {
            (known.bits != 0, other)
        }
        _ => return None,
    };
    match op {
        BinOp::And => Some(if known { other } else { Scalar::bool(false).into() }),
        BinOp::Or => Some(if known { Scalar::bool(true).into() } else { other }),
        _ => None,
    }
}
