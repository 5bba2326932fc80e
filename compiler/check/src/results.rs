//! A function's results: the value of its body, of a `return`, of a function argument.

use std::rc::Rc;

use base::{Code, Diagnostic, Span};
use syntax::ast;

use crate::body::FnCx;
use crate::function_value;
use crate::header::instantiate;
use crate::typed::{Expr, ExprKind, LocalKind, StmtKind};
use crate::values::{Item, Val};

impl FnCx<'_, '_> {
    /// The results of an instance that is a function argument.
    pub(crate) fn argument_results(&mut self, body: &function_value::Body) -> Option<Expr> {
        let header = Rc::clone(&self.header);
        let want = match header.results.as_slice() {
            [result] => Some(instantiate(result.dtype, &self.dtypes)),
            _ => None,
        };
        match (header.results.len(), self.argument_body(body, want)) {
            (_, Val::Error) => None,
            (1, val) if !matches!(val, Val::Tuple(..)) => self.result(0, val),
            (n, Val::Tuple(items, _)) if n > 1 && items.len() == n => self.results(items),
            (n, val) => {
                let found = if let Val::Tuple(items, _) = &val { items.len() } else { 1 };
                let message = format!("the function gives {found} values, {n} are needed");
                let span = val.span().unwrap_or(body.value.source.span);
                let error = Diagnostic::error(Code::E0132, message).primary(span, "given here");
                let result = header.results.first();
                self.error(result.iter().fold(error, |error, r| error.secondary(r.span, "declared here")));
                None
            }
        }
    }

    /// The function's results from the value of its body or of a `return`, which stands at `place`.
    pub(crate) fn results_of(&mut self, ast: &ast::Function, val: Val, place: Span) -> Option<Expr> {
        let header = Rc::clone(&self.header);
        match (header.results.as_slice(), val) {
            (_, Val::Error) => None,
            ([], Val::Tuple(items, _)) if items.is_empty() => None,
            ([], val) => {
                let span = val.span().unwrap_or(place);
                let error = Diagnostic::error(Code::E0132, format!("`{}` declares no result", ast.name.text))
                    .primary(span, "but this is one")
                    .secondary(ast.header, "write `-> TYPE` behind the parameters");
                self.error(error);
                None
            }
            ([_], Val::Tuple(items, span)) => {
                self.wrong_count(ast, &items, span);
                None
            }
            ([_], val) => self.result(0, val),
            (results, Val::Tuple(items, _)) if items.len() == results.len() => self.results(items),
            (_, val) => {
                let span = val.span().unwrap_or(place);
                let items =
                    if let Val::Tuple(items, _) = val { items } else { vec![Item { name: None, val }] };
                self.wrong_count(ast, &items, span);
                None
            }
        }
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

    fn wrong_count(&mut self, ast: &ast::Function, items: &[Item], span: Span) {
        let (declared, n) = (self.header.results.len(), items.len());
        let found = match n {
            0 => "no value".to_string(),
            1 => "one value".to_string(),
            n => format!("a tuple of {n} values"),
        };
        let needed = if declared == 1 { "one value".into() } else { format!("a tuple of {declared} values") };
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

    fn results(&mut self, items: Vec<Item>) -> Option<Expr> {
        let header = Rc::clone(&self.header);
        let mut values = Vec::new();
        for (i, item) in items.into_iter().enumerate() {
            if let (Some(found), Some(declared)) = (&item.name, &header.results[i].name)
                && *found != declared.text
            {
                let span = item.val.span().unwrap_or(declared.span);
                let message = format!("result {} is called `{}`, not `{found}`", i + 1, declared.text);
                let error = Diagnostic::error(Code::E0127, message)
                    .primary(span, format!("given as `{found}`"))
                    .secondary(declared.span, "declared here");
                self.error(error);
            }
            values.push(self.result(i, item.val));
        }
        let values: Vec<Expr> = values.into_iter().collect::<Option<_>>()?;
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
            false if ty.rank() < expr.ty().rank() => {
                error.note("a reduction has fewer dimensions: `sum(x)`, `max(x, axis = 0)`")
            }
            false => self.offer_shape(error, &expr, &ty.shape),
        };
        self.error(error);
        None
    }
}
