//! `reduce`, `scan` and `fold`: combinations that the user gives as a lambda or by a function's name.

use std::rc::Rc;

use base::{Code, DType, Diagnostic, Span};
use syntax::ast::{self, ExprKind as Ast, Name};

use crate::body::{FnCx, wrap};
use crate::builtin::Builtin;
use crate::call::Arg;
use crate::function_value::Binding;
use crate::reduce::{Options, Reduced};
use crate::scopes::{Barrier, Meaning};
use crate::typed::{
    Binder, Block, Edge, Expr, ExprKind, Form, Index, IndexItem, LocalId, LocalKind, Operand, Operator,
    Selection, Stmt, StmtKind, Type, UserOperator,
};
use crate::values::Val;

impl FnCx<'_, '_> {
    pub(crate) fn with_operator(
        &mut self,
        builtin: Builtin,
        name: &Name,
        args: &[Arg<'_>],
        span: Span,
        want: Option<DType>,
    ) -> Val {
        let (named, plain): (Vec<&Arg>, Vec<&Arg>) = args.iter().partition(|arg| arg.name.is_some());
        let [op, init, x] = plain.as_slice() else {
            let message = format!(
                "`{0}` takes an operator, a first value and an array: `{0}(|a, b| a + b, 0, x)`",
                name.text
            );
            let error =
                Diagnostic::error(Code::E0110, message).primary(span, format!("{} arguments", plain.len()));
            self.error(error);
            return Val::Error;
        };
        let reduced = match builtin {
            Builtin::Reduce => self.reduced(x.value, want),
            _ => {
                let val = self.expr(x.value, want);
                self.decide_as(val, want).map(|value| Reduced { value, form: Form::Array })
            }
        };
        let init = self.expr(init.value, reduced.as_ref().map(|reduced| reduced.value.ty().dtype));
        let options = self.options(&named, reduced.as_ref().map(|r| r.value.ty().rank()), &name.text);
        let (Some(reduced), Some(options)) = (reduced, options) else { return Val::Error };
        let result = match builtin {
            Builtin::Fold => self.fold(op.value, init, reduced.value, span),
            _ => self.combine(builtin, name, op.value, init, reduced, &options, span),
        };
        result.map_or(Val::Error, Val::Expr)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one call")]
    fn combine(
        &mut self,
        builtin: Builtin,
        name: &Name,
        op: &ast::Expr,
        init: Val,
        reduced: Reduced,
        options: &Options,
        span: Span,
    ) -> Option<Expr> {
        let dtype = reduced.value.ty().dtype;
        let init = self.coerce(init, dtype, "the first value has the type of the elements")?;
        let init = self.scalar_needed(init, "the first value is a scalar")?;
        let init = self.hide("init", init);
        let ty = Type::scalar(dtype);
        let left = self.new_local("$left", ty.clone(), LocalKind::Operand, op.span);
        let right = self.new_local("$right", ty.clone(), LocalKind::Operand, op.span);
        let (stmts, body) = self.combination(op, (left, &ty), (right, &ty))?;
        let body = self.coerce(body, dtype, "the operator gives an element")?;
        let body = wrap(stmts, self.scalar_needed(body, "the operator gives a scalar")?);
        let operator =
            Operator::User(Box::new(UserOperator { init, left: vec![left], right: vec![right], body }));
        match builtin {
            Builtin::Scan => self.scan(operator, &name.text, reduced.value, options, span),
            _ => Some(self.fold_axes(operator, reduced, options, span)),
        }
    }

    /// The operator applied to two locals: the statements that it needs, and its value. It cannot leave a loop.
    fn combination(
        &mut self,
        op: &ast::Expr,
        left: (LocalId, &Type),
        right: (LocalId, &Type),
    ) -> Option<(Vec<Stmt>, Val)> {
        let reach = std::mem::take(&mut self.reach);
        let combined = self.combination_of(op, left, right);
        self.reach = reach;
        combined
    }

    fn combination_of(
        &mut self,
        op: &ast::Expr,
        left: (LocalId, &Type),
        right: (LocalId, &Type),
    ) -> Option<(Vec<Stmt>, Val)> {
        match &op.kind {
            Ast::Lambda { params, body } => {
                let [a, b] = params.as_slice() else {
                    let error = Diagnostic::error(Code::E0110, "the operator takes two values")
                        .primary(op.span, format!("this takes {}", params.len()));
                    self.error(error);
                    return None;
                };
                self.lambda_param(a, left.0);
                self.lambda_param(b, right.0);
                let (stmts, val) = self.in_block(Some(Barrier::Lambda), |cx| {
                    cx.define(&a.name, Meaning::Local(left.0), false, false);
                    cx.define(&b.name, Meaning::Local(right.0), false, false);
                    cx.full_expr(body, Some(left.1.dtype))
                });
                Some((stmts, val))
            }
            Ast::Name(name) if self.is_function(&name.text) || self.function_parameter(name).is_some() => {
                let value = |(local, ty): (LocalId, &Type)| {
                    Val::Expr(Expr::new(ExprKind::Local(local), ty.clone(), op.span))
                };
                let args = vec![value(left), value(right)];
                let parameter = self.function_parameter(name);
                let (stmts, val) = self.in_block(Some(Barrier::Lambda), |cx| match parameter {
                    Some(binding) => cx.call_binding(&binding, name, args, op.span),
                    None => cx.call_values(name, args, op.span),
                });
                Some((stmts, val))
            }
            Ast::Error => None,
            _ => {
                let error = Diagnostic::error(Code::E0116, "this is no operator").primary(
                    op.span,
                    "write a lambda, `|a, b| a + b`, or the name of a function such as `max`",
                );
                self.error(error);
                None
            }
        }
    }

    /// The function parameter that a name means.
    fn function_parameter(&mut self, name: &Name) -> Option<Rc<Binding>> {
        let (entry, _) = self.scopes.lookup(&name.text)?;
        let Meaning::Function(binding) = &entry.meaning else { return None };
        entry.used = true;
        Some(Rc::clone(binding))
    }

    /// `fold(f, init, x)`: strictly in order, as a loop.
    fn fold(&mut self, op: &ast::Expr, init: Val, x: Expr, span: Span) -> Option<Expr> {
        if x.ty().rank() != 1 {
            let error = Diagnostic::error(Code::E0125, "`fold` goes along a vector")
                .primary(x.span, format!("this is `{}`", self.type_text(x.ty())));
            self.error(error);
            return None;
        }
        let element = Type::scalar(x.ty().dtype);
        let init = match init.kind() {
            Some(kind) if kind.fits(element.dtype) => self.coerce(init, element.dtype, "")?,
            _ => self.decide(init)?,
        };
        let ty = init.ty().clone();
        let x = self.hide("x", x);
        let state = self.new_local("$state", ty.clone(), LocalKind::Var, span);
        self.push_stmt(StmtKind::Let { locals: vec![Some(state)], value: init }, span);
        let k = self.new_local("$k", Type::scalar(DType::I64), LocalKind::Counter, span);
        let left = self.new_local("$left", ty.clone(), LocalKind::Let, span);
        let right = self.new_local("$right", element.clone(), LocalKind::Let, span);
        let (mut stmts, val) = self.combination(op, (left, &ty), (right, &element))?;
        let value = self.coerce(val, ty.dtype, "`fold`'s operator gives the next state")?;
        if !self.same_shape(&value.ty().shape, &ty.shape) {
            let (found, needed) = (self.type_text(value.ty()), self.type_text(&ty));
            let error = Diagnostic::error(Code::E0200, "the operator changes the shape of the state")
                .primary(value.span, format!("this is `{found}`, the state is `{needed}`"));
            self.error(error);
            return None;
        }
        let local = |local, ty: &Type| Expr::new(ExprKind::Local(local), ty.clone(), span);
        let at = Operand { value: local(k, &Type::scalar(DType::I64)), frame: Vec::new() };
        let items = vec![IndexItem::At { index: at, edge: Edge::Check }];
        let index = Index { base: x.clone(), selection: Selection { frame: Vec::new(), frame_at: 0, items } };
        let taken = Expr::new(ExprKind::Index(Box::new(index)), element, span);
        let bind = |local, value| Stmt { kind: StmtKind::Let { locals: vec![Some(local)], value }, span };
        let mut body = vec![bind(left, local(state, &ty)), bind(right, taken)];
        body.append(&mut stmts);
        body.push(Stmt { kind: StmtKind::Assign { local: state, value }, span });
        let binder = Binder::counting(k, x.ty().shape[0].clone(), span);
        self.push_stmt(StmtKind::Loop { binder, body: Block { stmts: body, value: None } }, span);
        Some(local(state, &ty))
    }
}
