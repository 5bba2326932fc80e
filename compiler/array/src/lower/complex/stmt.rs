//! Statements.

use check::typed::{LocalId, Operand, Stmt, StmtKind};

use super::{Split, is_pair};

impl Split {
    /// Splits a statement and puts it where the block has come to.
    pub(super) fn stmt(&mut self, stmt: &Stmt) {
        let span = stmt.span;
        let kind = match &stmt.kind {
            StmtKind::Let { locals, value } => {
                let split = self.expr(value);
                let mut all = Vec::new();
                for (local, ty) in locals.iter().zip(&value.types) {
                    all.push(*local);
                    if is_pair(ty) {
                        all.push(local.and_then(|local| self.imaginary.get(&local).copied()));
                    }
                }
                StmtKind::Let { locals: all, value: split }
            }
            StmtKind::Assign { local, value } => return self.assign(*local, value, stmt),
            StmtKind::Update { local, selection, op, value } => {
                let complex = value.value.ty().dtype.is_complex();
                let rank = selection.shape().len();
                let selection = self.target(selection, complex);
                let mut frame = value.frame.clone();
                if complex {
                    frame.push(Some(rank));
                }
                let value = Operand { value: self.stored(&value.value), frame };
                StmtKind::Update { local: *local, selection, op: *op, value }
            }
            StmtKind::Loop { binder, body } => {
                StmtKind::Loop { binder: binder.clone(), body: self.block(body) }
            }
            StmtKind::While { cond, body } => {
                let cond = self.wrapped(|cx| cx.expr(cond));
                StmtKind::While { cond, body: self.block(body) }
            }
            StmtKind::Break | StmtKind::Continue | StmtKind::Return => stmt.kind.clone(),
            StmtKind::Assert { cond, message, status } => {
                StmtKind::Assert { cond: self.expr(cond), message: message.clone(), status: *status }
            }
            StmtKind::Eval(value) => StmtKind::Eval(self.expr(value)),
        };
        self.stmts.push(Stmt { kind, span });
    }

    /// `x = e`: both parts are computed before either is assigned.
    fn assign(&mut self, local: LocalId, value: &check::typed::Expr, stmt: &Stmt) {
        let assign = |cx: &mut Self, local, value| {
            cx.stmts.push(Stmt { kind: StmtKind::Assign { local, value }, span: stmt.span });
        };
        let split = self.expr(value);
        let Some(&im) = self.imaginary.get(&local) else { return assign(self, local, split) };
        let mut parts = self.hide_all("part", split).into_iter();
        for (local, part) in [local, im].into_iter().zip(parts.by_ref()) {
            assign(self, local, part);
        }
    }
}
