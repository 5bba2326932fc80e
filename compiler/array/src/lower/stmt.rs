//! Blocks and statements.

use abi::Status;
use check::typed::{Block, Expr, LocalId, Stmt, StmtKind};

use super::context::{Lower, Value, bool_operand};
use crate::ir::{Operand, Type};

impl<'a> Lower<'a> {
    /// The values of a block.
    pub(super) fn lower_block(&mut self, block: &'a Block) -> Vec<Operand> {
        self.stmts(&block.stmts, block.value.as_ref())
    }

    /// Translates the statements of a block and gives its value, untranslated.
    pub(super) fn enter(&mut self, block: &'a Block) -> Option<&'a Expr> {
        self.stmts(&block.stmts, None);
        block.value.as_ref()
    }

    fn stmts(&mut self, stmts: &'a [Stmt], value: Option<&'a Expr>) -> Vec<Operand> {
        for (number, stmt) in stmts.iter().enumerate() {
            let outer = std::mem::replace(&mut self.b.span, stmt.span);
            self.stmt(stmt);
            self.b.span = outer;
            if self.broken != bool_operand(false) {
                return self.after_break(&stmts[number + 1..], value);
            }
        }
        value.map_or_else(Vec::new, |value| self.values(value))
    }

    /// What follows a statement that may have left the loop: done only if it has not.
    fn after_break(&mut self, rest: &'a [Stmt], value: Option<&'a Expr>) -> Vec<Operand> {
        let types: Vec<Type> =
            value.map_or_else(Vec::new, |value| value.types.iter().map(|ty| self.ty(ty)).collect());
        if self.broken == bool_operand(true) {
            return types.iter().map(|ty| self.dummy(ty)).collect();
        }
        if rest.is_empty() && value.is_none() {
            return Vec::new();
        }
        let left = std::mem::replace(&mut self.broken, bool_operand(false));
        let skip = |cx: &mut Self| {
            cx.broken = bool_operand(true);
            types.iter().map(|ty| cx.dummy(ty)).collect()
        };
        self.conditional(left, &types, skip, |cx| cx.stmts(rest, value))
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
                self.unless_broken(|cx| cx.let_local(*local, value, first_new));
            }
            StmtKind::Update { local, selection, op, value } => self.update(*local, selection, *op, value),
            StmtKind::Loop { binder, body } => self.counted(binder, body),
            StmtKind::While { cond, body } => self.repeated(cond, body),
            StmtKind::Break => self.broken = bool_operand(true),
            StmtKind::Assert { cond, message } => {
                let cond = self.value(cond);
                self.assert(cond, Status::Assert, message.clone(), Vec::new());
            }
            StmtKind::Eval(value) => {
                self.values(value);
            }
        }
    }

    /// Does what `act` does unless the value that it needs has left the loop.
    pub(super) fn unless_broken(&mut self, act: impl FnOnce(&mut Self)) {
        if self.broken == bool_operand(false) {
            return act(self);
        }
        if self.broken == bool_operand(true) {
            return;
        }
        let act = |cx: &mut Self| {
            act(cx);
            Vec::new()
        };
        self.conditional(self.broken, &[], |_| Vec::new(), act);
    }

    /// Binds a local; a variable made for it takes its name.
    fn let_local(&mut self, local: LocalId, value: Operand, first_new: usize) {
        if let Operand::Var(var) = value
            && base::Id::index(var) >= first_new
        {
            self.b.vars[var].name = self.local_name(local).to_string();
        }
        self.set(local, Value::Operand(value));
    }
}
