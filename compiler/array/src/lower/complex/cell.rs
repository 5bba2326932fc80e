//! What an operation on complex numbers means in floats.
//!
//! With `a = (ar, ai)` and so on:
//!
//! ```text
//! a * b        (fma(ar, br, -ai * bi), fma(ar, bi, ai * br))
//! a * b + c    (fma(ar, br, fma(-ai, bi, cr)), fma(ar, bi, fma(ai, br, ci)))
//! a / b        Smith's way: with p the part of b of larger magnitude (the real one if they are alike), q the other,
//!              r = q / p and d = fma(q, r, p):
//!              p real:      (fma(ai, r, ar) / d, fma(-ar, r, ai) / d)
//!              p imaginary: (fma(ar, r, ai) / d, -fma(-ai, r, ar) / d)
//!              by zero: r = 0 and d = +0
//! ```

use base::{BinOp, CmpOp, DType, Scalar, Span, UnOp, fault};
use check::typed::{Apply, Expr, ExprKind, Op, Type};

use super::{Split, scalar_operand};

impl Split {
    /// The values of an operation on scalars, each given by its values. `dtype` is the result's as in the source.
    pub(super) fn cell(&mut self, op: &Op, mut args: Vec<Vec<Expr>>, dtype: DType, span: Span) -> Vec<Expr> {
        let part = dtype.part();
        match op {
            Op::Complex => return args.into_iter().flatten().collect(),
            Op::Real => return vec![self.one_part(args.swap_remove(0), 0)],
            Op::Imag => return vec![self.one_part(args.swap_remove(0), 1)],
            Op::Convert => return self.convert(args.swap_remove(0), dtype, span),
            Op::Select => {
                let cond = self.hide("c", args.remove(0).swap_remove(0));
                return self.each(&args, |parts| {
                    scalar(Op::Select, [vec![cond.clone()], parts].concat(), part, span)
                });
            }
            _ => {}
        }
        // Every operand may stand at several places.
        let shared = args.into_iter().map(|arg| self.share(arg));
        let args: Vec<Vec<Expr>> = shared.collect();
        match op {
            Op::Unary(UnOp::Neg) => self.each(&args, |x| scalar(Op::Unary(UnOp::Neg), x, part, span)),
            Op::Binary(op @ (BinOp::Add | BinOp::Sub)) => {
                self.each(&args, |parts| scalar(Op::Binary(*op), parts, part, span))
            }
            Op::Binary(BinOp::Mul) => product(&args[0], &args[1], None, span),
            Op::Binary(BinOp::Div) => self.quotient(&args[0], &args[1], span),
            Op::Fma => product(&args[0], &args[1], Some(&args[2]), span),
            Op::Compare(op) => {
                let parts = self.each(&args, |parts| scalar(Op::Compare(*op), parts, DType::Bool, span));
                let join = if *op == CmpOp::Eq && !fault!(ComplexHalfEqual) { BinOp::And } else { BinOp::Or };
                vec![scalar(Op::Binary(join), parts, DType::Bool, span)]
            }
            op => base::bug!("{op:?} on complex numbers"),
        }
    }

    /// `make` on the real parts and on the imaginary parts.
    fn each(&mut self, args: &[Vec<Expr>], mut make: impl FnMut(Vec<Expr>) -> Expr) -> Vec<Expr> {
        (0..2).map(|k| make(args.iter().map(|arg| arg[k].clone()).collect())).collect()
    }

    /// The values of an operand, each computed once.
    pub(super) fn share(&mut self, parts: Vec<Expr>) -> Vec<Expr> {
        parts.into_iter().map(|part| self.hide("part", part)).collect()
    }

    /// One part of a complex number; the other is computed all the same, since it may fail.
    fn one_part(&mut self, parts: Vec<Expr>, k: usize) -> Expr {
        let mut parts = self.share(parts);
        parts.swap_remove(k)
    }

    fn convert(&mut self, mut parts: Vec<Expr>, to: DType, span: Span) -> Vec<Expr> {
        if to == DType::Bool {
            let is_set = parts.into_iter().map(|part| scalar(Op::Convert, vec![part], to, span)).collect();
            return vec![scalar(Op::Binary(BinOp::Or), is_set, to, span)];
        }
        if parts.len() == 1 {
            parts.push(float(0.0, to.part(), span));
        }
        let converted = |part: Expr| {
            let same = part.ty().dtype == to.part();
            if same { part } else { scalar(Op::Convert, vec![part], to.part(), span) }
        };
        parts.into_iter().map(converted).collect()
    }

    fn quotient(&mut self, a: &[Expr], b: &[Expr], span: Span) -> Vec<Expr> {
        let part = a[0].ty().dtype;
        let mut make = |name: &str, op: Op, args: &[&Expr], dtype: DType| {
            let args = args.iter().map(|arg| (*arg).clone()).collect();
            self.hide(name, scalar(op, args, dtype, span))
        };
        let zero = float(0.0, part, span);
        let neg = |x: &Expr| scalar(Op::Unary(UnOp::Neg), vec![x.clone()], part, span);
        let size = |x: &Expr| scalar(Op::Unary(UnOp::Abs), vec![x.clone()], part, span);
        let real = make(
            "real",
            Op::Compare(if fault!(ComplexQuotientPivot) { CmpOp::Le } else { CmpOp::Ge }),
            &[&size(&b[0]), &size(&b[1])],
            DType::Bool,
        );
        let p = make("p", Op::Select, &[&real, &b[0], &b[1]], part);
        let q = make("q", Op::Select, &[&real, &b[1], &b[0]], part);
        let x = make("x", Op::Select, &[&real, &a[0], &a[1]], part);
        let y = make("y", Op::Select, &[&real, &a[1], &a[0]], part);
        // Not the first test alone: the other part may be NaN.
        let no_p = make("no_p", Op::Compare(CmpOp::Eq), &[&p, &zero], DType::Bool);
        let no_q = make("no_q", Op::Compare(CmpOp::Eq), &[&q, &zero], DType::Bool);
        let by_zero = make("by_zero", Op::Binary(BinOp::And), &[&no_p, &no_q], DType::Bool);
        let ratio = make("ratio", Op::Binary(BinOp::Div), &[&q, &p], part);
        let r = make("r", Op::Select, &[&by_zero, &zero, &ratio], part);
        let sum = make("sum", Op::Fma, &[&q, &r, &p], part);
        let d = make("d", Op::Select, &[&by_zero, &zero, &sum], part);
        let top = make("top", Op::Fma, &[&y, &r, &x], part);
        let re = make("re", Op::Binary(BinOp::Div), &[&top, &d], part);
        let low = make("low", Op::Fma, &[&neg(&x), &r, &y], part);
        let im = make("im", Op::Binary(BinOp::Div), &[&low, &d], part);
        let im = make("im", Op::Select, &[&real, &im, &neg(&im)], part);
        vec![re, im]
    }
}

/// `a * b`, or `a * b + c`.
fn product(a: &[Expr], b: &[Expr], c: Option<&Vec<Expr>>, span: Span) -> Vec<Expr> {
    let part = a[0].ty().dtype;
    let inner = |x: Expr, y: &Expr, k: usize| match c {
        Some(c) => scalar(Op::Fma, vec![x, y.clone(), c[k].clone()], part, span),
        None => scalar(Op::Binary(BinOp::Mul), vec![x, y.clone()], part, span),
    };
    let minus = scalar(Op::Unary(UnOp::Neg), vec![a[1].clone()], part, span);
    let minus = if fault!(ComplexProductSign) { a[1].clone() } else { minus };
    let re = inner(minus, &b[1], 0);
    let im = inner(a[1].clone(), &b[0], 1);
    let outer = |y: &Expr, inner| scalar(Op::Fma, vec![a[0].clone(), y.clone(), inner], part, span);
    vec![outer(&b[0], re), outer(&b[1], im)]
}

/// An operation on scalars.
pub(super) fn scalar(op: Op, args: Vec<Expr>, dtype: DType, span: Span) -> Expr {
    let args = args.into_iter().map(scalar_operand).collect();
    let apply = Apply { op, frame: Vec::new(), args };
    Expr::new(ExprKind::Apply(Box::new(apply)), Type::scalar(dtype), span)
}

/// A float constant.
pub(super) fn float(value: f64, dtype: DType, span: Span) -> Expr {
    Expr::new(ExprKind::Const(Scalar::float(dtype, value)), Type::scalar(dtype), span)
}
