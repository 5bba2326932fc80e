//! Reductions and scans: both parts of the leaves are combined over one domain.

use base::{BinOp, Span};
use check::typed::{
    Block, Expr, ExprKind, For, Form, LocalId, LocalKind, Op, Operator, Reduce, Scan, Type, UserOperator,
};

use super::cell::float;
use super::frame::{Source, cell_of};
use super::{Split, joined, local_expr, tuple};

impl Split {
    /// A reduction.
    pub(super) fn reduce(&mut self, reduce: &Reduce, expr: &Expr) -> Expr {
        let span = expr.span;
        if reduce.value.types.len() > 1 {
            let (axes, keep, form) = (reduce.axes.clone(), reduce.keep, reduce.form);
            return self.several(&reduce.operator, &reduce.value, expr, |operator, value| {
                ExprKind::Reduce(Box::new(Reduce { operator, value, axes, keep, form, fma_leaf: false }))
            });
        }
        if !reduce.value.ty().dtype.is_complex() {
            let operator = self.operator(&reduce.operator, reduce.value.ty(), span);
            let value = self.expr(&reduce.value);
            let reduce = Reduce { operator, value, axes: reduce.axes.clone(), ..*reduce };
            return Expr { kind: ExprKind::Reduce(Box::new(reduce)), types: expr.types.clone(), span };
        }
        let operator = self.operator(&reduce.operator, reduce.value.ty(), span);
        let form = if matches!(operator, Operator::User(_)) { Form::Loop } else { reduce.form };
        let value = self.planes(&reduce.value);
        let part = Type { dtype: expr.ty().dtype.part(), shape: expr.ty().shape.clone() };
        let types = vec![part.clone(), part];
        let (axes, keep) = (reduce.axes.clone(), reduce.keep);
        let reduce = Reduce { operator, value, axes, keep, form, fma_leaf: false };
        self.combined(ExprKind::Reduce(Box::new(reduce)), types, span)
    }

    /// A scan.
    pub(super) fn scan(&mut self, scan: &Scan, expr: &Expr) -> Expr {
        let span = expr.span;
        if scan.value.types.len() > 1 {
            let axis = scan.axis;
            return self.several(&scan.operator, &scan.value, expr, |operator, value| {
                ExprKind::Scan(Box::new(Scan { operator, value, axis }))
            });
        }
        let operator = self.operator(&scan.operator, scan.value.ty(), span);
        if !scan.value.ty().dtype.is_complex() {
            let scan = Scan { operator, value: self.expr(&scan.value), axis: scan.axis };
            return Expr { kind: ExprKind::Scan(Box::new(scan)), types: expr.types.clone(), span };
        }
        let value = self.planes(&scan.value);
        let part = Type { dtype: expr.ty().dtype.part(), shape: expr.ty().shape.clone() };
        let scan = Scan { operator, value, axis: scan.axis };
        self.combined(ExprKind::Scan(Box::new(scan)), vec![part.clone(), part], span)
    }

    /// A combination of tuples, some of whose items may be complex.
    fn several(
        &mut self,
        operator: &Operator,
        value: &Expr,
        expr: &Expr,
        make: impl FnOnce(Operator, Expr) -> ExprKind,
    ) -> Expr {
        let span = expr.span;
        let operator = self.operator(operator, &value.types[0], span);
        let value = self.planes_of_tuple(value);
        let combined = Expr { kind: make(operator, value), types: planes_of(&expr.types), span };
        if expr.types[0].rank() == 0 {
            return combined;
        }
        let mut parts = self.hide_all("part", combined).into_iter();
        let mut values = Vec::new();
        for ty in &expr.types {
            let n = if ty.dtype.is_complex() { 2 } else { 1 };
            let own: Vec<Expr> = parts.by_ref().take(n).collect();
            values.extend(if n == 2 { vec![self.interleaved(own, span)] } else { own });
        }
        tuple(values, span)
    }

    /// A `for` whose body is a tuple of scalars, with two values for each complex one.
    fn planes_of_tuple(&mut self, expr: &Expr) -> Expr {
        let (types, span) = (planes_of(&expr.types), expr.span);
        match &expr.kind {
            ExprKind::For(f) => {
                let body = self.wrapped(|cx| cx.expr(&f.body));
                Expr { kind: ExprKind::For(Box::new(For { binders: f.binders.clone(), body })), types, span }
            }
            _ => base::bug!("tuples are combined that are not made by a `for`"),
        }
    }

    /// The combinations of both parts as one value: a pair, or an array of parts.
    fn combined(&mut self, kind: ExprKind, types: Vec<Type>, span: Span) -> Expr {
        let scalar = types[0].rank() == 0;
        let combined = Expr { kind, types, span };
        if scalar {
            return combined;
        }
        let parts = self.hide_all("part", combined);
        self.interleaved(parts, span)
    }

    /// The array whose elements are pairs of the elements of two arrays.
    pub(super) fn interleaved(&mut self, parts: Vec<Expr>, span: Span) -> Expr {
        let parts: Vec<Expr> = parts.into_iter().map(|part| self.hide("part", part)).collect();
        let ty = parts[0].ty().clone();
        let (binders, at) = self.binders(&ty.shape, span);
        let values = parts.iter().flat_map(|part| cell_of(part, &ty, &at, span)).collect();
        let body = joined(values, span);
        let types = vec![Type { dtype: ty.dtype, shape: [ty.shape, body.ty().shape.clone()].concat() }];
        Expr { kind: ExprKind::For(Box::new(For { binders, body })), types, span }
    }

    /// The real parts and the imaginary parts of an array: two values of a `for`.
    fn planes(&mut self, expr: &Expr) -> Expr {
        let span = expr.span;
        let ty = expr.ty();
        let part = Type { dtype: ty.dtype.part(), shape: ty.shape.clone() };
        let types = vec![part.clone(), part];
        match &expr.kind {
            _ if ty.rank() == 0 => tuple(self.values(expr), span),
            ExprKind::For(f) => {
                let body = self.wrapped(|cx| cx.planes(&f.body));
                Expr { kind: ExprKind::For(Box::new(For { binders: f.binders.clone(), body })), types, span }
            }
            ExprKind::Block(block) if block.value.is_some() => {
                let outer = std::mem::take(&mut self.stmts);
                block.stmts.iter().for_each(|stmt| self.stmt(stmt));
                let value = block.value.as_ref().map(|value| self.planes(value));
                let stmts = std::mem::replace(&mut self.stmts, outer);
                Expr { kind: ExprKind::Block(Box::new(Block { stmts, value })), types, span }
            }
            ExprKind::Apply(apply) if apply.frame.len() == ty.rank() => self.over_frame(apply, expr, false),
            _ => {
                let array = self.expr(expr);
                let source = Source::Stored { array: self.hide("x", array), ty: ty.clone() };
                self.built(&source, &ty.shape, &expr.types, false, span)
            }
        }
    }

    /// The operator on the parts of its operands.
    fn operator(&mut self, operator: &Operator, of: &Type, span: Span) -> Operator {
        match operator {
            Operator::User(user) => {
                let init = self.expr(&user.init);
                let body = self.wrapped(|cx| cx.expr(&user.body));
                let (left, right) = (self.with_imaginary(&user.left), self.with_imaginary(&user.right));
                Operator::User(Box::new(UserOperator { init, left, right, body }))
            }
            Operator::Op(BinOp::Mul) if of.dtype.is_complex() => {
                let part = of.dtype.part();
                let mut operand = || -> Vec<LocalId> {
                    let fresh =
                        |cx: &mut Self| cx.fresh("operand", Type::scalar(part), LocalKind::Operand, span);
                    vec![fresh(self), fresh(self)]
                };
                let (left, right) = (operand(), operand());
                let values = |locals: &[LocalId]| {
                    locals.iter().map(|&local| local_expr(local, Type::scalar(part), span)).collect()
                };
                let args = vec![values(&left), values(&right)];
                let body = tuple(self.cell(&Op::Binary(BinOp::Mul), args, of.dtype, span), span);
                let init = tuple(vec![float(1.0, part, span), float(0.0, part, span)], span);
                Operator::User(Box::new(UserOperator { init, left, right, body }))
            }
            other => other.clone(),
        }
    }
}

/// The types of the planes: two for each complex one.
fn planes_of(types: &[Type]) -> Vec<Type> {
    let planes = |ty: &Type| match ty.dtype.is_complex() {
        true => vec![Type { dtype: ty.dtype.part(), shape: ty.shape.clone() }; 2],
        false => vec![ty.clone()],
    };
    types.iter().flat_map(planes).collect()
}
