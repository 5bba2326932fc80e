//! `@fast`: what is computed with fewer or cheaper operations where that changes only the last bits.
//!
//! It is decided here, so that the evaluator and the code for every CPU still agree. Functions of the library that a fast
//! function calls are computed as always.

use base::{BinOp, Scalar, Span};

use crate::body::FnCx;
use crate::lit::Lit;
use crate::typed::{Expr, ExprKind, Op, Type};
use crate::values::{Val, map};

impl FnCx<'_, '_> {
    /// `a / b` for floats, where `b` is one number for all of `a`, or a constant: `a` times the reciprocal.
    pub(crate) fn divided_fast(&mut self, a: &Expr, b: &Expr, span: Span) -> Option<Expr> {
        let (one, other) = (a.ty(), b.ty());
        let is_shared = other.rank() == 0 && (one.rank() > 0 || matches!(b.kind, ExprKind::Const(_)));
        if !self.fast || !one.dtype.is_float() || !is_shared {
            return None;
        }
        let reciprocal = self.reciprocal(b.clone());
        self.arithmetic(BinOp::Mul, a.clone(), reciprocal, span)
    }

    fn reciprocal(&mut self, x: Expr) -> Expr {
        let ty = Type::scalar(x.ty().dtype);
        let one = base::scalar::convert(Scalar::f64(1.0), ty.dtype);
        let one = Expr::new(ExprKind::Const(one), ty.clone(), x.span);
        let reciprocal = map(Op::Binary(BinOp::Div), vec![one, x], ty);
        self.hide("reciprocal", reciprocal)
    }

    /// `x ** y` for floats and a whole literal: products, by squaring.
    pub(crate) fn power_fast(&mut self, base: &Val, exponent: &Val, span: Span) -> Option<Expr> {
        let (Val::Expr(x), Val::Lit(lit, _)) = (base, exponent) else { return None };
        if !self.fast || !x.ty().dtype.is_float() {
            return None;
        }
        let n = whole(*lit)?;
        self.whole_power(x.clone(), n, span)
    }
}

/// The exponent, if it is whole and small enough for the error to stay so.
fn whole(lit: Lit) -> Option<i32> {
    let n = lit.as_int().and_then(|n| i32::try_from(n).ok())?;
    (n != 0 && n.unsigned_abs() <= 16).then_some(n)
}
