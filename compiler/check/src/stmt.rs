//! Blocks and statements.

use abi::Status;
use base::{BinOp, CmpOp, Code, DType, Diagnostic, Span};
use syntax::ast::{self, PatternKind, StmtKind as AstStmt};

use crate::body::{FnCx, is_unit, wrap};
use crate::scopes::{Barrier, Meaning};
use crate::tuples::Nest;
use crate::typed::{Binder, Block, Expr, ExprKind, LocalId, LocalKind, Op, Size, StmtKind, Type};
use crate::values::Val;

impl FnCx<'_, '_> {
    /// The value of a block. Its statements go to the block that is open.
    pub(crate) fn block_value(&mut self, block: &ast::Block, want: Option<DType>) -> Val {
        self.scopes.push(None);
        self.statements(&block.stmts);
        let val = match &block.tail {
            Some(tail) => self.full_expr(tail, want),
            None => Val::Tuple(Vec::new(), block.span),
        };
        self.scopes.pop();
        val
    }

    /// The body of a function: its last statement may be `return`.
    pub(crate) fn function_block(&mut self, block: &ast::Block, want: Option<DType>) -> Val {
        if block.tail.is_none()
            && let Some((ast::Stmt { kind: AstStmt::Return(Some(value)), .. }, before)) =
                block.stmts.split_last()
        {
            self.scopes.push(None);
            self.statements(before);
            let val = self.full_expr(value, want);
            self.scopes.pop();
            return val;
        }
        if let (None, Some(last)) = (&block.tail, block.stmts.last())
            && matches!(last.kind, AstStmt::Expr { semi: true, .. })
            && !self.header.results.is_empty()
        {
            self.missing_tail = Some(last.span);
        }
        self.block_value(block, want)
    }

    fn statements(&mut self, stmts: &[ast::Stmt]) {
        for stmt in stmts {
            self.statement(stmt);
        }
    }

    fn statement(&mut self, stmt: &ast::Stmt) {
        match &stmt.kind {
            AstStmt::Let { mutable, pattern, ty, value } => {
                self.let_stmt(*mutable, pattern, ty.as_ref(), value)
            }
            AstStmt::Assign { target, op, op_span, value } => {
                self.assign(target, *op, *op_span, value, stmt.span)
            }
            AstStmt::Expr { expr, semi } => self.expr_stmt(expr, *semi, stmt.span),
            AstStmt::Loop { binder, range, body } => self.loop_stmt(binder, range, body, stmt.span),
            AstStmt::While { cond, body } => self.while_stmt(cond, body, stmt.span),
            AstStmt::Break => self.leave_loop(StmtKind::Break, "break", stmt.span),
            AstStmt::Continue => self.leave_loop(StmtKind::Continue, "continue", stmt.span),
            AstStmt::Return(value) => self.return_stmt(value.as_ref(), stmt.span),
            AstStmt::Assert { cond, message } => self.assert_stmt(cond, message.as_ref(), stmt.span),
            AstStmt::Error => {}
        }
    }

    fn let_stmt(
        &mut self,
        mutable: bool,
        pattern: &ast::Pattern,
        ty: Option<&ast::TypeExpr>,
        value: &ast::Expr,
    ) {
        let declared = ty.map(|ty| (ty, self.local_types(ty)));
        let want = match &declared {
            Some((_, Some(Nest::One(ty)))) => Some(ty.dtype),
            _ => None,
        };
        let mut val = self.full_expr(value, want);
        if let Some((written, declared)) = declared {
            val = match declared {
                Some(declared) => self.as_declared(val, &declared, written.span),
                None => Val::Error,
            };
        }
        self.bind(pattern, val, mutable);
    }

    /// The value with the type that the `let` declares.
    fn as_declared(&mut self, val: Val, types: &Nest<Type>, written: Span) -> Val {
        let form = types.form();
        if matches!(val, Val::Error) || self.refuse_form(&val, &form, "this type is declared", written) {
            return Val::Error;
        }
        let place = val.span().unwrap_or(written);
        let mut parts = Vec::new();
        for (part, ty) in val.into_parts().into_iter().zip(types.parts()) {
            match self.part_as_declared(part, ty, written) {
                Val::Error => return Val::Error,
                part => parts.push(part),
            }
        }
        form.filled(&mut parts.into_iter()).value(place)
    }

    fn part_as_declared(&mut self, val: Val, ty: &Type, written: Span) -> Val {
        let Some(expr) = self.coerce(val, ty.dtype, "this type is declared") else { return Val::Error };
        if self.same_shape(&expr.ty().shape, &ty.shape) {
            return Val::Expr(expr);
        }
        let (found, declared) = (self.type_text(expr.ty()), self.type_text(ty));
        let error =
            Diagnostic::error(Code::E0200, format!("the value is `{found}`, declared is `{declared}`"))
                .primary(expr.span, format!("this is `{found}`"))
                .secondary(written, "declared here");
        let error = self.explain_sizes(error, &[&expr.ty().shape, &ty.shape]);
        let error = self.offer_shape(error, &expr, &ty.shape);
        self.error(error);
        Val::Error
    }

    /// Gives the names of a pattern their values.
    fn bind(&mut self, pattern: &ast::Pattern, val: Val, mutable: bool) {
        let val = match &pattern.kind {
            PatternKind::Tuple(patterns) => self.taken_apart(val, patterns.len()),
            PatternKind::Name(_) | PatternKind::Error => val,
        };
        match (&pattern.kind, val) {
            (PatternKind::Error, _) => {}
            (PatternKind::Name(name), Val::Error) => self.define(name, Meaning::Error, mutable, false),
            (PatternKind::Name(name), Val::Lit(lit, _)) if !mutable => {
                self.define(name, Meaning::Lit(lit), false, true);
            }
            (PatternKind::Name(name), Val::Open(expr)) if !mutable && is_complex_constant(&expr) => {
                self.define(name, Meaning::Open(expr), false, true);
            }
            (PatternKind::Name(name), val @ Val::Tuple(..)) if !is_unit(&val) => {
                let (form, mut locals) = (val.form(), Vec::new());
                for (i, part) in val.into_parts().into_iter().enumerate() {
                    let shown = format!("{}.{i}", name.text);
                    match self.bind_value(&shown, part, name.span, mutable) {
                        Some(local) => locals.push(local),
                        None => return self.define(name, Meaning::Error, mutable, false),
                    }
                }
                let locals = form.filled(&mut locals.into_iter());
                self.define(name, Meaning::Tuple(locals), mutable, true);
            }
            (PatternKind::Name(name), val) => {
                let meaning = match self.bind_value(&name.text, val, name.span, mutable) {
                    Some(local) => Meaning::Local(local),
                    None => Meaning::Error,
                };
                self.define(name, meaning, mutable, true);
            }
            (PatternKind::Tuple(patterns), Val::Tuple(items, _)) if patterns.len() == items.len() => {
                for (pattern, item) in patterns.iter().zip(items) {
                    self.bind(pattern, item.val, mutable);
                }
            }
            (PatternKind::Tuple(patterns), val) => {
                self.pattern_mismatch(pattern.span, patterns.len(), &val);
                patterns.iter().for_each(|pattern| self.bind(pattern, Val::Error, mutable));
            }
        }
    }

    pub(crate) fn pattern_mismatch(&mut self, span: Span, n_names: usize, val: &Val) {
        let n_values = match val {
            Val::Error => return,
            Val::Tuple(items, _) => items.len(),
            _ => 1,
        };
        let place = val.span().unwrap_or(span);
        let error = match val {
            Val::Expr(expr) if expr.types.len() == 1 && expr.ty().rank() > 0 => {
                let ty = self.type_text(expr.ty());
                Diagnostic::error(Code::E0130, format!("{n_names} names for an array `{ty}`"))
                    .primary(span, format!("{n_names} names"))
                    .secondary(place, format!("this is `{ty}`"))
                    .note("of arrays only those of one dimension are taken apart, into as many names as they have elements")
                    .note("elements and rows are `x[0]`, `x[1]`, …; all extents are `x.shape`")
            }
            _ => Diagnostic::error(Code::E0130, format!("{n_names} names for {n_values} values"))
                .primary(span, format!("{n_names} names"))
                .secondary(place, format!("{n_values} values")),
        };
        self.error(error);
    }

    /// A new local with that value.
    fn bind_value(&mut self, name: &str, val: Val, span: Span, mutable: bool) -> Option<LocalId> {
        let value = self.decide(val)?;
        let ty = value.ty().clone();
        self.storable(&ty, value.span)?;
        let kind = if mutable { LocalKind::Var } else { LocalKind::Let };
        let local = self.new_local(name, ty, kind, span);
        if !mutable && let Some(size) = self.as_size(&value) {
            self.known.insert(local, size);
        }
        if !mutable {
            self.remember_chosen(local, &value);
        }
        self.push_stmt(StmtKind::Let { locals: vec![Some(local)], value }, span);
        Some(local)
    }

    /// Refuses to store an array whose extent depends on an enclosing `for`.
    fn storable(&mut self, ty: &Type, span: Span) -> Option<()> {
        let Some(&start) = self.for_starts.first() else { return Some(()) };
        for size in &ty.shape {
            let Some(var) = self.norm(size).vars().into_iter().find(|var| var.0 as usize >= start) else {
                continue;
            };
            let message = format!("the extent `{}` depends on a `for` binder", self.size_text(size));
            let error = Diagnostic::error(Code::E0209, message)
                .primary(span, format!("this is `{}`", self.type_text(ty)))
                .secondary(self.locals[var].span, "it depends on this")
                .note("such an array may be reduced where it stands, as in `sum(for k in a..b: …)`, but not kept");
            self.error(error);
            return None;
        }
        Some(())
    }

    fn expr_stmt(&mut self, expr: &ast::Expr, semi: bool, stmt: Span) {
        let val = self.full_expr(expr, None);
        if self.missing_tail == Some(stmt) {
            // That the function lacks its value says it all.
            return;
        }
        if matches!(&val, Val::Error) || is_unit(&val) {
            return;
        }
        let span = val.span().unwrap_or(expr.span);
        let message = "this value is not used";
        let diagnostic = if semi {
            Diagnostic::warning(Code::E0304, message).primary(span, "computed and dropped")
        } else {
            Diagnostic::error(Code::E0304, message)
                .primary(span, "an `if` or block before the end of a block has no value")
                .note("the last expression of a block is its value; bind others with `let`")
        };
        self.error(diagnostic);
        for part in val.into_parts() {
            if let Some(value) = self.decide(part) {
                self.push_stmt(StmtKind::Eval(value), span);
            }
        }
    }

    fn loop_stmt(&mut self, name: &ast::Name, range: &ast::Range, body: &ast::Block, span: Span) {
        let range = self.range(range);
        let (stmts, (local, val)) = self.in_block(None, |cx| {
            let local = cx.new_local(&name.text, Type::scalar(DType::I64), LocalKind::Counter, name.span);
            cx.define(name, Meaning::Local(local), false, false);
            cx.reach.loops += 1;
            let val = cx.block_value(body, None);
            cx.reach.loops -= 1;
            (local, val)
        });
        self.no_value(&val);
        let binder = match range {
            Some(range) => range.binder(local, name.span),
            None => Binder::counting(local, Size::constant(0), name.span),
        };
        self.push_stmt(StmtKind::Loop { binder, body: Block { stmts, value: None } }, span);
    }

    fn while_stmt(&mut self, cond: &ast::Expr, body: &ast::Block, span: Span) {
        let (stmts, value) = self.in_block(None, |cx| cx.condition(cond, "while"));
        let cond = value.map(|value| wrap(stmts, value));
        let (stmts, val) = self.in_block(None, |cx| {
            cx.reach.loops += 1;
            let val = cx.block_value(body, None);
            cx.reach.loops -= 1;
            val
        });
        self.no_value(&val);
        if let Some(cond) = cond {
            self.push_stmt(StmtKind::While { cond, body: Block { stmts, value: None } }, span);
        }
    }

    /// The body of a loop has no value.
    fn no_value(&mut self, val: &Val) {
        if matches!(val, Val::Error) || matches!(val, Val::Tuple(items, _) if items.is_empty()) {
            return;
        }
        let error = Diagnostic::error(Code::E0304, "the body of a loop has no value")
            .primary(val.span().unwrap_or(Span::none()), "this value goes nowhere")
            .note("assign it to a `var` from outside the loop; `for i in …: …` makes an array");
        self.error(error);
    }

    /// `break` and `continue`.
    fn leave_loop(&mut self, kind: StmtKind, word: &str, span: Span) {
        if self.reach.loops > 0 {
            self.push_stmt(kind, span);
            return;
        }
        let error = Diagnostic::error(Code::E0303, format!("`{word}` outside a loop"))
            .primary(span, "no `loop` or `while` is around this")
            .note("the iterations of a `for` are independent and all take place");
        self.error(error);
    }

    fn assert_stmt(&mut self, cond: &ast::Expr, message: Option<&ast::Text>, span: Span) {
        let Some(value) = self.condition(cond, "assert") else { return };
        let message = match message {
            Some(text) => text.value.to_string(),
            None => self.program.source_text(cond.span),
        };
        self.learn(&value);
        self.push_stmt(StmtKind::Assert { cond: value, message, status: Status::Assert }, span);
    }

    /// Takes the equalities of sizes in a condition that holds as facts.
    fn learn(&mut self, cond: &Expr) {
        let ExprKind::Apply(apply) = &cond.kind else { return };
        let [a, b] = apply.args.as_slice() else { return };
        match apply.op {
            Op::Binary(BinOp::And) => {
                self.learn(&a.value);
                self.learn(&b.value);
            }
            Op::Compare(CmpOp::Eq) => {
                if let (Some(a), Some(b)) = (self.as_size(&a.value), self.as_size(&b.value)) {
                    self.learn_equal(&a, &b);
                }
            }
            _ => {}
        }
    }

    /// A scalar truth value.
    pub(crate) fn condition(&mut self, cond: &ast::Expr, of: &str) -> Option<Expr> {
        let value = self.value(cond, None)?;
        if value.ty().dtype != DType::Bool {
            let found = self.type_text(value.ty());
            let mut error =
                Diagnostic::error(Code::E0124, format!("the condition of `{of}` is no truth value"))
                    .primary(value.span, format!("this is `{found}`"));
            if value.ty().dtype.is_int() {
                error = error.note("a number is no truth value: write `x != 0`");
            }
            self.error(error);
            return None;
        }
        if value.ty().rank() > 0 {
            let found = self.type_text(value.ty());
            let mut error = Diagnostic::error(Code::E0125, format!("the condition of `{of}` is an array"))
                .primary(value.span, format!("this is `{found}`"))
                .note("`any(c)` and `all(c)` make one truth value of many");
            if of == "if" {
                error = error.note("`where(c, a, b)` chooses element by element");
            }
            self.error(error);
            return None;
        }
        Some(value)
    }

    /// Refuses assignments that cross a barrier.
    pub(crate) fn may_assign(&mut self, name: &ast::Name, barriers: &[Barrier], defined: Span) -> bool {
        let Some(barrier) = barriers.first() else { return true };
        let error = match barrier {
            Barrier::For => Diagnostic::error(Code::E0301, format!("`{}` is from outside this `for`", name.text))
                .primary(name.span, "assigned here")
                .note(
                    "the iterations of a `for` are independent; write `loop i in 0..n { … }` for steps that follow \
                     each other, or a reduction such as `sum(for i in 0..n: …)`",
                ),
            Barrier::Operand => {
                Diagnostic::error(Code::E0302, format!("`{}` is assigned inside an operand", name.text))
                    .primary(name.span, "assigned here")
                    .note("bind the block's value with `let` first, then use it")
            }
            Barrier::Lambda => Diagnostic::error(Code::E0301, format!("`{}` is from outside the lambda", name.text))
                .primary(name.span, "assigned here")
                .note("a lambda gives a value and changes nothing"),
        };
        self.error(error.secondary(defined, "defined here"));
        false
    }
}

/// Whether it is a complex number made of literals, which stays open as they do.
fn is_complex_constant(expr: &Expr) -> bool {
    let ExprKind::Apply(apply) = &expr.kind else { return matches!(expr.kind, ExprKind::Const(_)) };
    expr.ty().rank() == 0
        && (expr.ty().dtype.is_complex() || apply.op == Op::Convert)
        && apply.args.iter().all(|arg| is_complex_constant(&arg.value))
}
