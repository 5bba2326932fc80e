//! `if`: as an expression, and as a statement.

use base::{Code, DType, Diagnostic, Span};
use syntax::ast;

use crate::body::{FnCx, is_unit};
use crate::expr::open_or_known;
use crate::tuples::{Form, Nest, texts};
use crate::typed::{Block, Expr, ExprKind, If, Stmt, always_leaves};
use crate::values::{Kind, Val, join};

/// A branch that has been checked.
struct Branch {
    stmts: Vec<Stmt>,
    val: Val,
}

impl Branch {
    /// Whether control never comes to its end.
    fn leaves(&self) -> bool {
        is_unit(&self.val) && always_leaves(&self.stmts)
    }
}

impl FnCx<'_, '_> {
    pub(crate) fn if_value(
        &mut self,
        cond: &ast::Expr,
        then: &ast::Block,
        otherwise: Option<&ast::Expr>,
        span: Span,
        want: Option<DType>,
    ) -> Val {
        let cond = self.condition(cond, "if");
        let (stmts, val) = self.in_block(None, |cx| cx.block_value(then, want));
        let then = Branch { stmts, val };
        let has_else = otherwise.is_some();
        let (stmts, val) = self.in_block(None, |cx| match otherwise {
            Some(expr) => cx.full_expr(expr, want),
            None => Val::Tuple(Vec::new(), span),
        });
        let otherwise = Branch { stmts, val };
        let Some(cond) = cond else { return Val::Error };
        if !has_else && !matches!(&then.val, Val::Error) && !is_unit(&then.val) {
            let error = Diagnostic::error(Code::E0305, "an `if` without `else` has no value")
                .primary(
                    then.val.span().unwrap_or(span),
                    "this value goes nowhere where the condition is false",
                )
                .note("write `else { … }`, or assign to a `var`");
            self.error(error);
            return Val::Error;
        }
        self.join_branches(cond, then, otherwise, span)
    }

    fn join_branches(&mut self, cond: Expr, then: Branch, otherwise: Branch, span: Span) -> Val {
        if is_unit(&then.val) != is_unit(&otherwise.val) && (then.leaves() || otherwise.leaves()) {
            return self.one_value_comes(cond, then, otherwise, span);
        }
        if matches!(then.val, Val::Error) || matches!(otherwise.val, Val::Error) {
            return Val::Error;
        }
        let form = then.val.form();
        if !otherwise.val.form().fits(&form) {
            self.branches_differ(&then.val, &otherwise.val, span, "the other has other values");
            return Val::Error;
        }
        let single = form == Nest::One(());
        let (mut kind, mut left, mut right) = (Kind::Known(DType::Bool), Vec::new(), Vec::new());
        for (a, b) in then.val.into_parts().into_iter().zip(otherwise.val.into_parts()) {
            let Some((joined, a, b)) = self.join_values(a, b, single, span) else {
                return Val::Error;
            };
            kind = joined;
            left.push(a);
            right.push(b);
        }
        let types = left.iter().map(|value| value.ty().clone()).collect();
        let block = |stmts, values| Block { stmts, value: gather(values, span) };
        let (then, otherwise) = (block(then.stmts, left), block(otherwise.stmts, right));
        let kind_of_if = ExprKind::If(Box::new(If { cond, then, otherwise }));
        let expr = Expr { kind: kind_of_if, types, span };
        if single { open_or_known(kind, expr) } else { self.spread(expr, &form) }
    }

    /// One branch leaves the function or the loop: the values are the other's.
    fn one_value_comes(&mut self, cond: Expr, then: Branch, otherwise: Branch, span: Span) -> Val {
        let (mut form, mut types, mut open) = (Form::default(), Vec::new(), None);
        let mut close = |cx: &mut Self, branch: Branch| {
            let values = match branch.val {
                val @ Val::Tuple(..) => {
                    if !is_unit(&val) {
                        form = val.form();
                    }
                    val.into_parts().into_iter().map(|part| cx.decide(part)).collect::<Option<Vec<_>>>()?
                }
                val => {
                    open = Some(val.kind()?);
                    vec![cx.bring(val, open?, "")?]
                }
            };
            types.extend(values.iter().map(|value| value.ty().clone()));
            Some(Block { stmts: branch.stmts, value: gather(values, span) })
        };
        let (Some(then), Some(otherwise)) = (close(self, then), close(self, otherwise)) else {
            return Val::Error;
        };
        let expr = Expr { kind: ExprKind::If(Box::new(If { cond, then, otherwise })), types, span };
        match open {
            Some(kind) => open_or_known(kind, expr),
            None => self.spread(expr, &form),
        }
    }

    /// The values of both branches with one type and shape; open ones stay open if they may.
    fn join_values(&mut self, a: Val, b: Val, may_stay_open: bool, span: Span) -> Option<(Kind, Expr, Expr)> {
        let (Some(x), Some(y)) = (a.kind(), b.kind()) else {
            let _ = (self.decide(a), self.decide(b));
            return None;
        };
        let Some(mut kind) = join(x, y) else {
            let is_bool = [x, y].contains(&Kind::Known(DType::Bool));
            let why = match is_bool {
                true => "both branches need the same type",
                false => "integers and floats mix only through a conversion",
            };
            self.branches_differ(&a, &b, span, why);
            return None;
        };
        if !may_stay_open {
            kind = Kind::Known(kind.default_dtype());
        }
        if !self.same_shape(a.shape(), b.shape()) {
            self.branches_differ(&a, &b, span, "both branches need the same shape");
            return None;
        }
        let a = self.bring(a, kind, "")?;
        let b = self.bring(b, kind, "")?;
        Some((kind, a, b))
    }

    fn branches_differ(&mut self, a: &Val, b: &Val, span: Span, why: &str) {
        let [one, other] = texts(&a.form(), &b.form());
        let text = |cx: &Self, val: &Val, form: String| match val {
            Val::Tuple(..) => form,
            Val::Expr(expr) | Val::Open(expr) => format!("`{}`", cx.type_text(expr.ty())),
            Val::Lit(..) | Val::Error => val.kind().map_or_else(String::new, Kind::text),
        };
        let (left, right) = (text(self, a, one), text(self, b, other));
        let error = Diagnostic::error(Code::E0128, "the branches of this `if` differ")
            .primary(b.span().unwrap_or(span), format!("this is {right}"))
            .secondary(a.span().unwrap_or(span), format!("this is {left}"))
            .note(why);
        // A scalar beside an array fills one.
        let error = match (a, b) {
            (Val::Lit(..), Val::Expr(array)) if array.ty().rank() > 0 => self.offer_filled(error, a, array),
            (Val::Expr(array), Val::Lit(..)) if array.ty().rank() > 0 => self.offer_filled(error, b, array),
            _ => error,
        };
        self.error(error);
    }

    fn offer_filled(&self, error: Diagnostic, number: &Val, array: &Expr) -> Diagnostic {
        let Some(place) = number.span() else { return error };
        let text = format!("{}({})", self.type_text(array.ty()), self.program.source_text(place));
        error.offer(place, text, "fill an array with it")
    }
}

/// One expression for the values of a branch.
fn gather(mut values: Vec<Expr>, span: Span) -> Option<Expr> {
    match values.len() {
        0 => None,
        1 => values.pop(),
        _ => {
            let types = values.iter().map(|value| value.ty().clone()).collect();
            Some(Expr { kind: ExprKind::Tuple(values), types, span })
        }
    }
}
