//! `a @ b`, written out as the sums that it is.

use base::{BinOp, Code, DType, Diagnostic, Span};
use syntax::ast;

use crate::body::FnCx;
use crate::lift::apply_over;
use crate::typed::{
    Binder, Edge, Expr, ExprKind, For, Form, Index, IndexItem, LocalId, LocalKind, Op, Operand, Operator,
    Reduce, Selection, Size, Type,
};
use crate::values::{Val, convert, join};

impl FnCx<'_, '_> {
    pub(crate) fn matmul(&mut self, lhs: &ast::Expr, rhs: &ast::Expr, span: Span) -> Val {
        let (a, b) = (self.expr(lhs, None), self.expr(rhs, None));
        self.matmul_vals(a, b, span)
    }

    /// `a @ b` on checked operands.
    pub(crate) fn matmul_vals(&mut self, a: Val, b: Val, span: Span) -> Val {
        let (Some(x), Some(y)) = (a.kind(), b.kind()) else {
            let _ = (self.decide(a), self.decide(b));
            return Val::Error;
        };
        let Some(kind) = join(x, y) else {
            let error = Diagnostic::error(
                Code::E0120,
                format!("`@` needs one type, has {} and {}", x.text(), y.text()),
            );
            let sides = [(&a, x, y), (&b, y, x)].into_iter();
            let mut error = error.primary(span, "convert one side");
            for (side, own, _) in sides.clone() {
                error = error.secondary(side.span().unwrap_or(span), format!("this is {}", own.text()));
            }
            // The other side's type, where that is one of floats.
            let integers = sides
                .filter(|(_, own, other)| own.default_dtype().is_int() && other.default_dtype().is_float());
            for (side, _, other) in integers {
                let (place, dtype) = (side.span().unwrap_or(span), other.default_dtype());
                error = match self.program.source_text(place).starts_with('[') {
                    true => error.note("floats are written with a point: `[1.0, 0.0]`"),
                    false => error,
                };
                error = self.offer_conversion(error, place, dtype);
            }
            self.error(error);
            return Val::Error;
        };
        let dtype = kind.default_dtype();
        let (Some(a), Some(b)) = (self.coerce(a, dtype, ""), self.coerce(b, dtype, "")) else {
            return Val::Error;
        };
        self.product(a, b, dtype, span).map_or(Val::Error, Val::Expr)
    }

    fn product(&mut self, a: Expr, b: Expr, dtype: DType, span: Span) -> Option<Expr> {
        let (rank_a, rank_b) = (a.ty().rank(), b.ty().rank());
        if rank_a == 0 || rank_b == 0 || dtype == DType::Bool {
            let error = Diagnostic::error(Code::E0122, "`@` multiplies matrices and vectors of numbers")
                .primary(
                    span,
                    format!("these are `{}` and `{}`", self.type_text(a.ty()), self.type_text(b.ty())),
                )
                .note("elements are multiplied with `*`");
            self.error(error);
            return None;
        }
        // Of a stack of matrices the last two dimensions are the matrix.
        let (core_a, core_b) = (rank_a.min(2), rank_b.min(2));
        let inner = a.ty().shape[rank_a - 1].clone();
        let other = b.ty().shape[rank_b - core_b].clone();
        if !self.same(&inner, &other) {
            self.rows_differ(&a, &b, inner, other);
            return None;
        }
        let (a, b) = (self.hide("a", a), self.hide("b", b));
        let lifted = self.lift(vec![(a.clone(), core_a), (b.clone(), core_b)])?;
        let mut outer = Vec::new();
        let frame = lifted.frame.iter().map(|extent| self.binder("$k", extent, &mut outer, span));
        let frame: Vec<LocalId> = frame.collect();
        let row =
            (core_a == 2).then(|| self.binder("$i", &a.ty().shape[rank_a - 2].clone(), &mut outer, span));
        let column =
            (core_b == 2).then(|| self.binder("$j", &b.ty().shape[rank_b - 1].clone(), &mut outer, span));
        let mut along = Vec::new();
        let l = self.binder("$l", &inner, &mut along, span);
        let stack = |k: usize| lifted.operands[k].frame.iter().map(|at| at.map(|at| frame[at]));
        let left = element(&a, stack(0).chain(row.map(Some)).chain([Some(l)]), span);
        let right = element(&b, stack(1).chain([Some(l)]).chain(column.map(Some)), span);
        // Half-precision floats are multiplied and accumulated in `f32`.
        let wide = if dtype.is_half() { DType::F32 } else { dtype };
        let args = [left, right].map(|value| Operand { value: convert(value, wide), frame: Vec::new() });
        let product = apply_over(Op::Binary(BinOp::Mul), Vec::new(), args.into(), wide, span);
        let leaves = array(along, product, span);
        let form = if outer.is_empty() { Form::Array } else { Form::Loop };
        let (operator, fma_leaf) = (Operator::Op(BinOp::Add), dtype.is_float());
        let reduce = Reduce { operator, value: leaves, axes: vec![0], keep: false, form, fma_leaf };
        let sum = convert(Expr::new(ExprKind::Reduce(Box::new(reduce)), Type::scalar(wide), span), dtype);
        Some(if outer.is_empty() { sum } else { array(outer, sum, span) })
    }

    /// The sum of `@` would run over two extents.
    fn rows_differ(&mut self, a: &Expr, b: &Expr, inner: Size, other: Size) {
        let (rank_a, rank_b) = (a.ty().rank(), b.ty().rank());
        let (left, right) = (self.size_text(&inner), self.size_text(&other));
        let which = if rank_b > 2 { "its last but one" } else { "its first" };
        let error =
            Diagnostic::error(Code::E0200, format!("`@` sums over `{left}` and `{right}`, which differ"))
                .primary(b.span, format!("this is `{}`: {which} extent is `{right}`", self.type_text(b.ty())))
                .secondary(
                    a.span,
                    format!("this is `{}`: its last extent is `{left}`", self.type_text(a.ty())),
                );
        let error = self.explain_sizes(error, &[&[inner.clone(), other.clone()]]);
        let error = if rank_b == 2 && self.same(&inner, &b.ty().shape[1]) {
            error.note(format!("the transpose fits: `{}.T`", self.program.source_text(b.span)))
        } else if rank_a == 2 && self.same(&a.ty().shape[0], &b.ty().shape[0]) {
            error.note(format!("the transpose fits: `{}.T`", self.program.source_text(a.span)))
        } else {
            error
        };
        self.error(error);
    }

    fn binder(&mut self, name: &str, extent: &Size, to: &mut Vec<Binder>, span: Span) -> LocalId {
        let local = self.new_local(name, Type::scalar(DType::I64), LocalKind::Binder, span);
        to.push(Binder::counting(local, extent.clone(), span));
        local
    }
}

/// One element of a matrix or vector; without an index where the only one is meant.
fn element(array: &Expr, indices: impl Iterator<Item = Option<LocalId>>, span: Span) -> Expr {
    let items = indices.map(|local| {
        let kind = local.map_or(ExprKind::Size(Size::constant(0)), ExprKind::Local);
        let value = Expr::new(kind, Type::scalar(DType::I64), span);
        IndexItem::At { index: Operand { value, frame: Vec::new() }, edge: Edge::Check }
    });
    let selection = Selection { frame: Vec::new(), frame_at: 0, items: items.collect() };
    let index = Index { base: array.clone(), selection };
    Expr::new(ExprKind::Index(Box::new(index)), Type::scalar(array.ty().dtype), span)
}

fn array(binders: Vec<Binder>, body: Expr, span: Span) -> Expr {
    let shape = binders.iter().map(|binder| binder.extent.clone()).collect();
    let ty = Type { dtype: body.ty().dtype, shape };
    Expr::new(ExprKind::For(Box::new(For { binders, body })), ty, span)
}
