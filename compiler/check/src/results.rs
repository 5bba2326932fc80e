//! A function's results: the value of its body, of a `return`, of a function argument.

use std::rc::Rc;

use base::{Code, Diagnostic, Span};
use syntax::ast;

use crate::body::{FnCx, is_unit};
use crate::function_value;
use crate::header::instantiate;
use crate::tuples::{Form, Nest, texts};
use crate::typed::{Expr, ExprKind, LocalKind, StmtKind};
use crate::values::Val;

impl FnCx<'_, '_> {
    /// The results of an instance that is a function argument.
    pub(crate) fn argument_results(&mut self, body: &function_value::Body) -> Option<Expr> {
        let header = Rc::clone(&self.header);
        let want = match header.results.as_slice() {
            [result] => Some(instantiate(result.dtype, &self.dtypes)),
            _ => None,
        };
        let val = self.argument_body(body, want);
        let (found, needed) = (val.form(), &header.result_form);
        if matches!(val, Val::Error) {
            return None;
        }
        if found.fits(needed) {
            return self.results(val.into_parts());
        }
        let message = format!("the function gives {}, {} is needed", found.text(), needed.text());
        let span = val.span().unwrap_or(body.value.source.span);
        let error = Diagnostic::error(Code::E0132, message).primary(span, "given here");
        let result = header.results.first();
        self.error(result.iter().fold(error, |error, r| error.secondary(r.span, "declared here")));
        None
    }

    /// The function's results from the value of its body or of a `return`, which stands at `place`.
    pub(crate) fn results_of(&mut self, ast: &ast::Function, val: Val, place: Span) -> Option<Expr> {
        let header = Rc::clone(&self.header);
        let (found, declared) = (val.form(), &header.result_form);
        if matches!(val, Val::Error) {
            return None;
        }
        if header.results.is_empty() && !is_unit(&val) {
            let span = val.span().unwrap_or(place);
            let error = Diagnostic::error(Code::E0132, format!("`{}` declares no result", ast.name.text))
                .primary(span, "but this is one")
                .secondary(ast.header, "write `-> TYPE` behind the parameters");
            self.error(error);
            return None;
        }
        if !same_tuple(&found, declared) {
            self.wrong_form(ast, &val, val.span().unwrap_or(place));
            return None;
        }
        if header.results.is_empty() {
            return None;
        }
        self.same_names(&val, declared);
        self.results(val.into_parts())
    }

    /// `return e;`: the results go to locals of their own.
    pub(crate) fn return_stmt(&mut self, value: Option<&ast::Expr>, span: Span) {
        let header = Rc::clone(&self.header);
        let want = match header.results.as_slice() {
            [result] => Some(instantiate(result.dtype, &self.dtypes)),
            _ => None,
        };
        let val = match value {
            Some(value) => self.full_expr(value, want),
            None => Val::Tuple(Vec::new(), span),
        };
        if !self.reach.function {
            let error = Diagnostic::error(Code::E0306, "`return` cannot leave the function from here");
            self.error(error.primary(span, "inside an operand, a lambda or a `for`").note(
                "the iterations of a `for` are independent, and an operand has a value: give that value by \
                 `if c { a } else { b }`, or write a `loop`",
            ));
            return;
        }
        let place = value.map_or(span, |value| value.span);
        let results = self.results_of(self.function, val, place);
        if self.returned.is_empty() {
            for (k, result) in header.results.iter().enumerate() {
                let ty = self.declared(result.dtype, &result.shape);
                let local = self.new_local(&format!("$result{k}"), ty, LocalKind::Var, result.span);
                self.returned.push(local);
            }
        }
        let values = match results {
            Some(Expr { kind: ExprKind::Tuple(values), .. }) => values,
            value => value.into_iter().collect(),
        };
        for (k, value) in values.into_iter().enumerate() {
            self.push_stmt(StmtKind::Assign { local: self.returned[k], value }, span);
        }
        self.push_stmt(StmtKind::Return, span);
    }

    fn wrong_form(&mut self, ast: &ast::Function, val: &Val, span: Span) {
        let n = val.form().parts().len();
        let [needed, found] = texts(&self.header.result_form, &val.form());
        let message = format!("`{}` gives {needed}, its body {found}", ast.name.text);
        let mut error = Diagnostic::error(Code::E0132, message);
        error = match self.missing_tail.filter(|_| n == 0) {
            Some(last) => {
                let semicolon = Span { lo: last.hi.saturating_sub(1), ..last };
                error.primary(last, "the `;` at its end drops this value").fix(
                    semicolon,
                    "",
                    "take the `;` away",
                )
            }
            None if n == 0 => error
                .primary(span, found)
                .note("the value of a block is its last expression, without `;` behind it"),
            None => error.primary(span, found),
        };
        if let Some(result) = &ast.result {
            error = error.secondary(result.span, "declared here");
        }
        self.error(error);
    }

    /// Refuses items under other names than are declared.
    fn same_names(&mut self, val: &Val, declared: &Form) {
        let (Val::Tuple(items, _), Nest::Several(declared)) = (val, declared) else { return };
        for (i, (item, (name, form))) in items.iter().zip(declared).enumerate() {
            if let (Some(found), Some(name)) = (&item.name, name)
                && found != name
            {
                let span = item.val.span().unwrap_or(self.function.header);
                let message = format!("result {} is called `{name}`, not `{found}`", i + 1);
                let error = Diagnostic::error(Code::E0127, message)
                    .primary(span, format!("given as `{found}`"))
                    .secondary(self.function.result.as_ref().map_or(span, |ty| ty.span), "declared here");
                self.error(error);
            }
            self.same_names(&item.val, form);
        }
    }

    fn results(&mut self, parts: Vec<Val>) -> Option<Expr> {
        let values: Vec<Option<Expr>> =
            parts.into_iter().enumerate().map(|(i, val)| self.result(i, val)).collect();
        let mut values: Vec<Expr> = values.into_iter().collect::<Option<_>>()?;
        if values.len() == 1 {
            return values.pop();
        }
        let span = values.iter().map(|v| v.span).reduce(Span::to).unwrap_or(Span::none());
        let types = values.iter().map(|v| v.ty().clone()).collect();
        Some(Expr { kind: ExprKind::Tuple(values), types, span })
    }

    /// Result number `i`: of the declared type and shape.
    fn result(&mut self, i: usize, val: Val) -> Option<Expr> {
        let result = self.header.results[i].clone();
        let ty = self.declared(result.dtype, &result.shape);
        let expr = self.coerce(val, ty.dtype, "the function's result has this type")?;
        if self.same_shape(&expr.ty().shape, &ty.shape) {
            return Some(expr);
        }
        let found = self.type_text(expr.ty());
        let declared = self.type_text(&ty);
        let error =
            Diagnostic::error(Code::E0200, format!("the result is `{found}`, declared is `{declared}`"))
                .primary(expr.span, format!("this is `{found}`"))
                .secondary(result.span, "declared here");
        let error = self.explain_sizes(error, &[&expr.ty().shape, &ty.shape]);
        let error = match expr.ty().shape.iter().any(|size| self.mask_of(size).is_some()) {
            true => error.note(
                "results whose size depends on data are not supported yet: reduce what the mask chooses",
            ),
            false if ty.rank() == 0 && self.program.source_text(expr.span).ends_with(".shape") => {
                let text = format!("{}[0]", self.program.source_text(expr.span));
                error.offer(expr.span, text, "the extent of the first axis")
            }
            false if ty.rank() < expr.ty().rank() => error.note(match ty.dtype {
                base::DType::Bool => "a reduction has fewer dimensions: `all(x)`, `any(x, axis = 0)`",
                _ => "a reduction has fewer dimensions: `sum(x)`, `max(x, axis = 0)`",
            }),
            false => self.offer_shape(error, &expr, &ty.shape),
        };
        self.error(error);
        None
    }
}

/// Whether two tuples have the same items, whatever their names.
fn same_tuple(a: &Form, b: &Form) -> bool {
    match (a, b) {
        (Nest::One(()), Nest::One(())) => true,
        (Nest::Several(a), Nest::Several(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((_, a), (_, b))| same_tuple(a, b))
        }
        _ => false,
    }
}
