//! Contraction: a product of floats or complex numbers that is an operand of `+` or `-` becomes part of a fused multiply-add.
//!
//! The leftmost operand that is itself a product fuses. It is seen through parentheses (which leave no node), unary
//! minus (which has gone into a factor) and the value of a block (whose statements stand before the expression); not
//! through `let`, a call, a conversion or an index, which are other nodes.

use base::{BinOp, Span, fault};

use crate::body::FnCx;
use crate::lift::apply_over;
use crate::typed::{Expr, ExprKind, Op, Operand, Size};
use crate::types::has_parts;
use crate::values::negate;

/// Whether it is a product of floats or complex numbers.
fn is_product(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Apply(apply) if apply.op == Op::Binary(BinOp::Mul))
        && has_parts(expr.ty().dtype)
}

/// The factors of a product, placed in the frame that its sum has.
fn into_factors(product: Operand) -> Vec<Operand> {
    let Operand { value, frame } = product;
    let ExprKind::Apply(apply) = value.kind else { return Vec::new() };
    let place = |factor: Operand| Operand {
        value: factor.value,
        frame: factor.frame.into_iter().map(|axis| axis.and_then(|k| frame[k])).collect(),
    };
    apply.args.into_iter().map(place).collect()
}

/// Whether the leaves of an array are products of floats.
pub(crate) fn has_product_leaf(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::For(f) => f.body.types.len() == 1 && has_product_leaf(&f.body),
        ExprKind::Block(block) => block.value.as_ref().is_some_and(has_product_leaf),
        _ => is_product(expr),
    }
}

fn negated(operand: Operand) -> Operand {
    Operand { value: negate(operand.value), frame: operand.frame }
}

impl FnCx<'_, '_> {
    /// `a + b` or `a - b` of one type, with the fused multiply-add where the rule has one.
    pub(crate) fn add_or_sub(
        &mut self,
        op: BinOp,
        frame: Vec<Size>,
        a: Operand,
        b: Operand,
        span: Span,
    ) -> Expr {
        let dtype = a.value.ty().dtype;
        let subtract = op == BinOp::Sub;
        let (op, args) = if is_product(&a.value) {
            let mut args = into_factors(a);
            args.push(if subtract && !fault!(SubtrahendAdded) { negated(b) } else { b });
            (Op::Fma, args)
        } else if is_product(&b.value) {
            let mut args = into_factors(b);
            if subtract
                && !fault!(ProductAdded)
                && let Some(first) = args.first_mut()
            {
                *first = negated(first.clone());
            }
            args.push(a);
            (Op::Fma, args)
        } else {
            (Op::Binary(op), vec![a, b])
        };
        apply_over(op, frame, args, dtype, span)
    }
}
