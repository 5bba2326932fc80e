//! `reduce`, `scan` and `fold`: combinations that the user gives as a lambda or by a function's name.

use std::rc::Rc;

use base::{Code, DType, Diagnostic, Span};
use syntax::ast::{self, ExprKind as Ast, Name};

use crate::body::{FnCx, wrap};
use crate::builtin::Builtin;
use crate::call::Arg;
use crate::comprehension::one_expr;
use crate::function_value::Binding;
use crate::mask::element;
use crate::reduce::Reduced;
use crate::scopes::{Barrier, Meaning};
use crate::tuples::{self, Nest};
use crate::typed::{Expr, ExprKind, For, Form, LocalId, LocalKind, Operator, Stmt, Type, UserOperator};
use crate::values::{Kind, Val};

/// One operand of an operator.
pub(crate) struct Side {
    /// What the lambda's parameter means.
    meaning: Meaning,
    /// Its value.
    val: Val,
    /// Its values.
    pub(crate) locals: Vec<LocalId>,
}

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
        let written = [op, init, x].map(|arg| arg.value);
        if !is_lambda(op.value)
            && let Some(at) = written.iter().position(|value| is_lambda(value))
        {
            return self.operator_first(&name.text, written, at, span);
        }
        if builtin == Builtin::Fold {
            return self.fold(op.value, init.value, x.value, &named, span, want);
        }
        let reduced = match builtin {
            Builtin::Reduce => self.reduced(x.value, want),
            _ => {
                let val = self.expr(x.value, want);
                self.zipped(val, want).map(|(value, nest)| Reduced { value, form: Form::Array, nest })
            }
        };
        let init = self.expr(init.value, reduced.as_ref().map(|reduced| reduced.value.types[0].dtype));
        let options = self.options(&named, reduced.as_ref().map(|r| r.value.types[0].rank()), &name.text);
        let (Some(reduced), Some(options)) = (reduced, options) else { return Val::Error };
        let nest = reduced.nest.clone();
        let operator = self.user_operator(op.value, init, &reduced);
        let result = operator.and_then(|operator| match builtin {
            Builtin::Scan => self.scan(operator, &name.text, reduced.value, &options, span),
            _ => Some(self.fold_axes(operator, reduced, &options, span)),
        });
        result.map_or(Val::Error, |result| self.spread(result, &nest))
    }

    /// Says that the operator stands before the first value and the array; it stands at `at`.
    fn operator_first(&mut self, name: &str, args: [&ast::Expr; 3], at: usize, call: Span) -> Val {
        let text = |arg: &ast::Expr| self.program.source_text(arg.span).to_string();
        // Elsewhere the array comes before the first value.
        let (array, first) = (args[0], args[3 - at]);
        let right = format!("{name}({})", [args[at], first, array].map(text).join(", "));
        let error = Diagnostic::error(Code::E0110, format!("the operator of `{name}` comes first"))
            .primary(args[at].span, "this is the operator")
            .offer(call, right, "the operator, the first value, the array");
        self.error(error);
        Val::Error
    }

    /// One array, or the items of a tuple of arrays of one shape as one array of tuples.
    pub(crate) fn zipped(&mut self, val: Val, want: Option<DType>) -> Option<(Expr, tuples::Form)> {
        let nest = val.form();
        let Val::Tuple(_, span) = val else {
            let value = self.decide_as(val, want)?;
            return Some((value, nest));
        };
        let arrays: Option<Vec<Expr>> = val.into_parts().into_iter().map(|part| self.decide(part)).collect();
        let arrays: Vec<Expr> = arrays?.into_iter().map(|array| self.hide("array", array)).collect();
        let Some(first) = arrays.first() else {
            self.decide(Val::Tuple(Vec::new(), span));
            return None;
        };
        let shape = first.ty().shape.clone();
        if let Some(other) = arrays.iter().find(|array| !self.same_shape(&array.ty().shape, &shape)) {
            let (one, two) = (self.type_text(first.ty()), self.type_text(other.ty()));
            let error = Diagnostic::error(Code::E0200, "the arrays of the tuple have different shapes")
                .primary(other.span, format!("this is `{two}`"))
                .secondary(first.span, format!("this is `{one}`"));
            self.error(error);
            return None;
        }
        let (binders, at) = self.over_all(&shape, LocalKind::Binder, span);
        let elements: Vec<Expr> = arrays.iter().map(|array| element(array, &at)).collect();
        let types = elements.iter().map(|e| e.ty().clone()).collect();
        let body = Expr { kind: ExprKind::Tuple(elements), types, span };
        let types = arrays.iter().map(|array| array.ty().clone()).collect();
        Some((Expr { kind: ExprKind::For(Box::new(For { binders, body })), types, span }, nest))
    }

    /// The operator that combines elements of `reduced`, begun with `init`.
    fn user_operator(&mut self, op: &ast::Expr, init: Val, reduced: &Reduced) -> Option<Operator> {
        if let ExprKind::For(f) = &reduced.value.kind
            && f.body.types.len() > 1
            && let Some(array) = f.body.types.iter().find(|ty| ty.rank() > 0)
        {
            let error = Diagnostic::error(Code::E0125, "tuples that are combined are of scalars")
                .primary(reduced.value.span, format!("an item of this is `{}`", self.type_text(array)));
            self.error(error);
            return None;
        }
        let types: Vec<Type> = reduced.value.types.iter().map(|ty| Type::scalar(ty.dtype)).collect();
        let why = "the first value has the type of the elements";
        let init = self.matching(init, (&types, &reduced.nest), why, op.span)?;
        let init: Vec<Expr> = init.into_iter().map(|value| self.hide("init", value)).collect();
        let left = self.side("$left", &types, &reduced.nest, LocalKind::Operand, op.span);
        let right = self.side("$right", &types, &reduced.nest, LocalKind::Operand, op.span);
        let (stmts, body) = self.combination(op, &left, &right)?;
        let body = self.matching(body, (&types, &reduced.nest), "the operator gives an element", op.span)?;
        let body = wrap(stmts, one_expr(body, op.span));
        let init = one_expr(init, op.span);
        let operator = UserOperator { init, left: left.locals, right: right.locals, body };
        Some(Operator::User(Box::new(operator)))
    }

    /// The parts of `val`, of this form and these types.
    pub(crate) fn matching(
        &mut self,
        val: Val,
        (types, nest): (&[Type], &tuples::Form),
        why: &str,
        span: Span,
    ) -> Option<Vec<Expr>> {
        if matches!(val, Val::Error) || self.refuse_form(&val, nest, why, span) {
            return None;
        }
        let mut values = Vec::new();
        for (val, ty) in val.into_parts().into_iter().zip(types) {
            let value = self.coerce(val, ty.dtype, why)?;
            if !self.same_shape(&value.ty().shape, &ty.shape) {
                let (found, needed) = (self.type_text(value.ty()), self.type_text(ty));
                let error =
                    Diagnostic::error(Code::E0200, format!("`{needed}` is needed, this is `{found}`"))
                        .primary(value.span, format!("this is `{found}`"))
                        .note(why.to_string());
                self.error(error);
                return None;
            }
            values.push(value);
        }
        Some(values)
    }

    /// New locals for the values of one operand of an operator, and what its name means.
    pub(crate) fn side(
        &mut self,
        shown: &str,
        types: &[Type],
        nest: &tuples::Form,
        kind: LocalKind,
        span: Span,
    ) -> Side {
        let locals: Vec<LocalId> =
            types.iter().map(|ty| self.new_local(shown, ty.clone(), kind, span)).collect();
        let tuple = nest.filled(&mut locals.iter().copied());
        let val = self.locals_value(&tuple, span);
        let meaning = match tuple {
            Nest::One(local) => Meaning::Local(local),
            tuple => Meaning::Tuple(tuple),
        };
        Side { meaning, val, locals }
    }

    /// The operator applied to two locals: the statements that it needs, and its value. It cannot leave a loop.
    pub(crate) fn combination(
        &mut self,
        op: &ast::Expr,
        left: &Side,
        right: &Side,
    ) -> Option<(Vec<Stmt>, Val)> {
        let reach = std::mem::take(&mut self.reach);
        let combined = self.combination_of(op, left, right);
        self.reach = reach;
        combined
    }

    fn combination_of(&mut self, op: &ast::Expr, left: &Side, right: &Side) -> Option<(Vec<Stmt>, Val)> {
        match &op.kind {
            Ast::Lambda { params, body } => {
                let [a, b] = params.as_slice() else {
                    let error = Diagnostic::error(Code::E0110, "the operator takes two values")
                        .primary(op.span, format!("this takes {}", params.len()));
                    self.error(error);
                    return None;
                };
                for (param, side) in [(a, left), (b, right)] {
                    self.lambda_param(param, &side.meaning);
                }
                let (stmts, val) = self.in_block(Some(Barrier::Lambda), |cx| {
                    cx.define(&a.name, left.meaning.clone(), false, false);
                    cx.define(&b.name, right.meaning.clone(), false, false);
                    cx.full_expr(body, left.val.kind().map(Kind::default_dtype))
                });
                Some((stmts, val))
            }
            Ast::Name(name) if self.is_function(&name.text) || self.function_parameter(name).is_some() => {
                let args = vec![left.val.clone(), right.val.clone()];
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
}

fn is_lambda(expr: &ast::Expr) -> bool {
    matches!(expr.kind, Ast::Lambda { .. })
}
