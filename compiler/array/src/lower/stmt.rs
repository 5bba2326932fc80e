//! Blocks and statements.

use check::typed::{Block, Expr, ExprKind, If, LocalId, LocalKind, Stmt, StmtKind, always_leaves};

use super::context::{Exits, Lower, Value, bool_operand};
use crate::ir::{Operand, Type};

/// What stands at the end of statements.
#[derive(Clone, Copy)]
enum End<'a> {
    /// The value of a block, if it has one.
    Value(Option<&'a Expr>),
    /// The value of the function's body; where a `return` has left it, the results are elsewhere.
    Results(Option<&'a Expr>),
}

impl<'a> End<'a> {
    fn value(self) -> Option<&'a Expr> {
        let (End::Value(value) | End::Results(value)) = self;
        value
    }
}

/// Whether exactly one branch of an `if` always leaves.
fn leaves_in_one(choice: &If) -> bool {
    always_leaves(&choice.then.stmts) != always_leaves(&choice.otherwise.stmts)
}

impl<'a> Lower<'a> {
    /// The values of a block.
    pub(super) fn lower_block(&mut self, block: &'a Block) -> Vec<Operand> {
        self.stmts(&block.stmts, End::Value(block.value.as_ref()))
    }

    /// The values of a branch, which has none where it always leaves.
    pub(super) fn lower_branch(&mut self, block: &'a Block, types: &[Type]) -> Vec<Operand> {
        let values = self.lower_block(block);
        if values.len() == types.len() {
            return values;
        }
        types.iter().map(|ty| self.dummy(ty)).collect()
    }

    /// The results of the function's body.
    pub(super) fn lower_body(&mut self, body: &'a Block) -> Vec<Operand> {
        for (&local, ty) in self.source.returned.iter().zip(self.results.clone()) {
            let none = self.dummy(&ty);
            self.set(local, Value::Operand(none));
        }
        self.stmts(&body.stmts, End::Results(body.value.as_ref()))
    }

    /// Translates the statements of a block and gives its value, untranslated.
    pub(super) fn enter(&mut self, block: &'a Block) -> Option<&'a Expr> {
        self.stmts(&block.stmts, End::Value(None));
        block.value.as_ref()
    }

    fn stmts(&mut self, stmts: &'a [Stmt], end: End<'a>) -> Vec<Operand> {
        for (number, stmt) in stmts.iter().enumerate() {
            let rest = &stmts[number + 1..];
            let outer = std::mem::replace(&mut self.b.span, stmt.span);
            let values = match &stmt.kind {
                StmtKind::Eval(Expr { kind: ExprKind::If(choice), .. }) if leaves_in_one(choice) => {
                    Some(self.rest_in_branch(choice, rest, end))
                }
                _ => {
                    self.stmt(stmt);
                    (self.exits != Exits::default()).then(|| self.after_exit(rest, end))
                }
            };
            self.b.span = outer;
            if let Some(values) = values {
                return values;
            }
        }
        match end.value() {
            Some(value) => self.values(value),
            // Control never comes here in a body without a value.
            None => self.end_values(end, &[]),
        }
    }

    /// `if c { …; leave } rest`: the rest goes into the other branch.
    fn rest_in_branch(&mut self, choice: &'a If, rest: &'a [Stmt], end: End<'a>) -> Vec<Operand> {
        let cond = self.value(&choice.cond);
        let types = self.end_types(end);
        let branch = |block: &'a Block| {
            let types = &types;
            move |cx: &mut Self| {
                cx.lower_block(block);
                if always_leaves(&block.stmts) {
                    return cx.end_values(end, types);
                }
                if cx.exits == Exits::default() { cx.stmts(rest, end) } else { cx.after_exit(rest, end) }
            }
        };
        self.conditional(cond, &types, branch(&choice.then), branch(&choice.otherwise))
    }

    /// What follows a statement that may have left: done only if it has not.
    fn after_exit(&mut self, rest: &'a [Stmt], end: End<'a>) -> Vec<Operand> {
        let types = self.end_types(end);
        let left = self.left();
        if left == bool_operand(true) {
            return self.end_values(end, &types);
        }
        if rest.is_empty() && types.is_empty() {
            return Vec::new();
        }
        let exits = std::mem::take(&mut self.exits);
        let skip = |cx: &mut Self| {
            cx.exits = exits;
            cx.end_values(end, &types)
        };
        self.conditional(left, &types, skip, |cx| cx.stmts(rest, end))
    }

    /// The types of what stands at the end of statements.
    fn end_types(&self, end: End<'a>) -> Vec<Type> {
        match end {
            End::Results(_) => self.results.clone(),
            End::Value(None) => Vec::new(),
            End::Value(Some(value)) => value.types.iter().map(|ty| self.ty(ty)).collect(),
        }
    }

    /// The values at the end of statements that have been left.
    fn end_values(&mut self, end: End<'a>, types: &[Type]) -> Vec<Operand> {
        match end {
            End::Results(_) => self.source.returned.iter().map(|&local| self.local(local)).collect(),
            End::Value(_) => types.iter().map(|ty| self.dummy(ty)).collect(),
        }
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        match &stmt.kind {
            StmtKind::Let { locals, value } => {
                let first_new = self.b.vars.len();
                let values = self.values(value);
                for (local, value) in locals.iter().zip(values) {
                    if let Some(local) = *local {
                        self.let_local(local, value, first_new);
                    }
                }
            }
            StmtKind::Assign { local, value } => {
                let first_new = self.b.vars.len();
                let value = self.value(value);
                self.unless_left(|cx| cx.let_local(*local, value, first_new));
            }
            StmtKind::Update { local, selection, op, value } => self.update(*local, selection, *op, value),
            StmtKind::Loop { binder, body } => self.counted(binder, body),
            StmtKind::While { cond, body } => self.repeated(cond, body),
            StmtKind::Break => self.exits.broken = bool_operand(true),
            StmtKind::Continue => self.exits.continued = bool_operand(true),
            StmtKind::Return => self.exits.returned = bool_operand(true),
            StmtKind::Assert { cond, message, status } => {
                let cond = self.value(cond);
                self.assert(cond, *status, message.clone(), Vec::new());
            }
            StmtKind::Eval(value) => {
                self.values(value);
            }
        }
    }

    /// Does what `act` does unless the value that it needs has left.
    pub(super) fn unless_left(&mut self, act: impl FnOnce(&mut Self)) {
        if self.exits == Exits::default() {
            return act(self);
        }
        let left = self.left();
        if left == bool_operand(true) {
            return;
        }
        let exits = std::mem::take(&mut self.exits);
        let act = |cx: &mut Self| {
            act(cx);
            Vec::new()
        };
        self.conditional(left, &[], |_| Vec::new(), act);
        self.exits = exits;
    }

    /// Binds a local; a variable made for it takes its name.
    fn let_local(&mut self, local: LocalId, value: Operand, first_new: usize) {
        if let Operand::Var(var) = value
            && base::Id::index(var) >= first_new
        {
            self.b.vars[var].name = self.local_name(local).to_string();
        }
        if self.source.locals[local].kind == LocalKind::Count {
            self.is_a_size(value);
        }
        self.set(local, Value::Operand(value));
    }
}
