//! What stands behind a point: `x.T`, `x.shape`, `x.real`, `x.imag`, items of tuples.

use base::{Code, DType, Diagnostic, Span};
use syntax::ast::{self, Name};

use crate::body::FnCx;
use crate::instance_call::permute;
use crate::lift::apply_over;
use crate::suggest;
use crate::typed::{Expr, ExprKind, Op, Size, StmtKind, Type};
use crate::values::{Item, Val};

impl FnCx<'_, '_> {
    pub(crate) fn field(&mut self, base: &ast::Expr, name: &Name, span: Span) -> Val {
        if let Some(module) = base.as_name()
            && self.scopes.peek(&module.text).is_none()
            && (suggest::is_python_module(&module.text) || &*module.text == "std")
        {
            return self.module_field(module, name, span);
        }
        let val = self.expr(base, None);
        if let Val::Tuple(items, _) = &val
            && let Some(at) = items.iter().position(|item| item.name.as_deref() == Some(&*name.text))
        {
            return self.take_item(items.clone(), at, span);
        }
        match (&*name.text, val) {
            (_, Val::Error) => Val::Error,
            ("T", val @ (Val::Expr(_) | Val::Open(_) | Val::Lit(..))) => match self.decide(val) {
                Some(value) => Val::Expr(Expr { span, ..transpose(value) }),
                None => Val::Error,
            },
            ("real", val @ (Val::Expr(_) | Val::Open(_) | Val::Lit(..))) => {
                self.real(vec![val], span).map_or(Val::Error, Val::Expr)
            }
            ("imag", val @ (Val::Expr(_) | Val::Open(_) | Val::Lit(..))) => {
                self.imag(vec![val], span).map_or(Val::Error, Val::Expr)
            }
            ("shape", val @ (Val::Expr(_) | Val::Open(_))) => self.shape_value(val, span),
            (_, val) => self.unknown_field(&val, name),
        }
    }

    /// Item number `at`; the others are evaluated all the same, since they may fail.
    fn take_item(&mut self, items: Vec<Item>, at: usize, span: Span) -> Val {
        let mut taken = Val::Error;
        for (i, item) in items.into_iter().enumerate() {
            if i == at {
                taken = item.val;
                continue;
            }
            for part in item.val.into_parts() {
                if let Val::Expr(expr) = part
                    && !matches!(expr.kind, ExprKind::Local(_) | ExprKind::Const(_))
                {
                    self.push_stmt(StmtKind::Eval(expr), span);
                }
            }
        }
        taken
    }

    /// `np.pi`.
    fn module_field(&mut self, module: &Name, name: &Name, span: Span) -> Val {
        let message = format!("there is no value `{}.{}`", module.text, name.text);
        let mut error = Diagnostic::error(Code::E0109, message).primary(span, "not known");
        if matches!(&*name.text, "pi" | "inf" | "nan") {
            error = error.fix(span, name.text.to_string(), "constants need no module before them");
        } else if &*name.text == "e" {
            error = error.fix(span, "exp(1.0)", "the number e");
        } else if &*name.text == "newaxis" {
            error = error.note("write `x[:, new]`").fix(span, "new", "a new axis");
        } else if let Some(hint) = suggest::function(&name.text) {
            error = error.note(hint);
        }
        self.error(error);
        Val::Error
    }

    fn shape_value(&mut self, val: Val, span: Span) -> Val {
        let Some(value) = self.decide(val) else { return Val::Error };
        let shape = value.ty().shape.clone();
        if shape.is_empty() && self.header.rests.is_empty() {
            let error = Diagnostic::error(Code::E0103, "a scalar has no extents");
            self.error(error.primary(span, "this is a scalar"));
            return Val::Error;
        }
        let n = Size::constant(i64::try_from(shape.len()).unwrap_or(0));
        if shape.is_empty() {
            let zero = Expr::new(ExprKind::Size(Size::constant(0)), Type::scalar(DType::I64), span);
            let operand = self.place(zero, 0, std::slice::from_ref(&n));
            return Val::Expr(apply_over(Op::Convert, vec![n], vec![operand], DType::I64, span));
        }
        let items =
            shape.into_iter().map(|size| Expr::new(ExprKind::Size(size), Type::scalar(DType::I64), span));
        let ty = Type { dtype: DType::I64, shape: vec![n] };
        Val::Expr(Expr::new(ExprKind::Array(items.collect()), ty, span))
    }

    pub(crate) fn unknown_field(&mut self, val: &Val, name: &Name) -> Val {
        let message = format!("there is no field `{}`", name.text);
        let mut error = Diagnostic::error(Code::E0103, message);
        if let Val::Tuple(items, span) = val {
            let names: Vec<&str> = items.iter().filter_map(|item| item.name.as_deref()).collect();
            error = match names.as_slice() {
                [] => error
                    .primary(name.span, "the items of this tuple have no names")
                    .note("take it apart: `let (a, b) = …;`"),
                names => error.primary(name.span, format!("its items are {}", names.join(", "))),
            };
            error = error.secondary(*span, "this is the tuple");
            if let Some(near) = suggest::nearest(&name.text, names.into_iter()) {
                error = error.offer(name.span, near, format!("did you mean `{near}`?"));
            }
        } else {
            error = error.primary(
                name.span,
                "arrays have `x.T`, `x.shape`, `x.real` and `x.imag`, and every function as `x.f(…)`",
            );
            if let Some(hint) = suggest::attribute(&name.text) {
                error = error.note(hint);
            } else if self.is_function(&name.text) {
                error = error.note(format!("the function is called with parentheses: `x.{}()`", name.text));
            }
        }
        self.error(error);
        Val::Error
    }
}

/// The array with its axes in reverse order.
pub(crate) fn transpose(value: Expr) -> Expr {
    let axes = (0..value.ty().rank()).rev().collect();
    permute(value, axes)
}
