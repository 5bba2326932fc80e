//! Functions that are applied lane by lane: no polynomials, which are of scalars only.

use array::ir::Op as Source;
use base::{Atom, BinOp, DType, Scalar};

use super::Lowerer;
use crate::ir::{Affine, Function, Op, Operand, Param, Ty};
use crate::print::clean;

impl Lowerer<'_> {
    /// The function as code for any number of lanes.
    pub(super) fn total(mut self) -> Function {
        let source = self.function;
        // The text form has kernels' names, which are symbols, in mind.
        self.builder.kernel.name = clean(&source.name);
        for param in &source.params {
            let info = &source.vars[*param];
            let value = self.builder.kernel.fresh(Ty::scalar(info.ty.dtype), &*info.name);
            self.builder.kernel.params.push(Param::Scalar(value));
            self.bind_scalar(*param, value.into());
        }
        for stmt in &source.body.stmts {
            self.span = stmt.span;
            let poly = match &stmt.op {
                Source::Size(size) => Some(self.size(size)),
                Source::Binary(op, a, b) => self.ring_op(*op, a, b),
                _ => None,
            };
            match poly {
                Some(poly) => {
                    let sum = self.sum(&poly);
                    self.bind_scalar(stmt.outs[0], sum);
                }
                None => self.scalar(stmt),
            }
        }
        let result = self.operand(&source.body.results[0]);
        Function { code: self.builder.finish(), result }
    }

    /// A polynomial, operation by operation.
    fn sum(&mut self, poly: &Affine) -> Operand {
        let mut sum: Option<Operand> = None;
        for (atoms, coefficient) in poly.terms() {
            let mut product: Option<Operand> =
                (coefficient != 1 || atoms.is_empty()).then(|| Scalar::i64(coefficient).into());
            for atom in atoms {
                let factor = match atom {
                    Atom::Var(value) => Operand::Value(*value),
                    Atom::FloorDiv(a, b) => {
                        let (a, b) = (self.sum(a), self.sum(b));
                        self.of_integers(BinOp::FloorDiv, a, b)
                    }
                };
                product = Some(product.map_or(factor, |product| self.of_integers(BinOp::Mul, factor, product)));
            }
            sum = match (sum, product) {
                (Some(sum), Some(product)) => Some(self.of_integers(BinOp::Add, sum, product)),
                (sum, product) => sum.or(product),
            };
        }
        sum.unwrap_or_else(|| Scalar::i64(0).into())
    }
    fn of_integers(&mut self, op: BinOp, a: Operand, b: Operand) -> Operand {
        self.builder.define(Ty::scalar(DType::I64), "sum", Op::Binary(op, a, b)).into()
    }
}
