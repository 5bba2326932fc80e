//! Statements as text.

use super::Printer;
use crate::ast::*;
use std::fmt;

impl Printer<'_, '_> {
    /// A block over several lines.
    pub(super) fn block(&mut self, block: &Block) -> fmt::Result {
        if block.stmts.is_empty() && block.tail.is_none() {
            return self.text("{}");
        }
        self.text("{")?;
        self.indent += 1;
        for stmt in &block.stmts {
            self.line()?;
            self.stmt(stmt)?;
        }
        if let Some(tail) = &block.tail {
            self.line()?;
            self.expr(tail)?;
        }
        self.indent -= 1;
        self.line()?;
        self.text("}")
    }

    /// A statement with its `;`.
    pub(super) fn stmt(&mut self, stmt: &Stmt) -> fmt::Result {
        match &stmt.kind {
            StmtKind::Let { mutable, pattern, ty, value } => {
                self.text(if *mutable { "var " } else { "let " })?;
                self.pattern(pattern)?;
                if let Some(ty) = ty {
                    self.text(": ")?;
                    self.ty(ty)?;
                }
                self.text(" = ")?;
                self.expr(value)?;
                self.text(";")
            }
            StmtKind::Assign { target, op, value, .. } => {
                self.operand(target)?;
                self.show(format_args!(" {}= ", op.map_or("", BinaryOp::symbol)))?;
                self.expr(value)?;
                self.text(";")
            }
            StmtKind::Expr { expr, semi } => {
                self.expr(expr)?;
                self.text(if *semi { ";" } else { "" })
            }
            StmtKind::Loop { binder, range, body } => {
                self.show(format_args!("loop {binder} in "))?;
                self.range(range)?;
                self.text(" ")?;
                self.block(body)
            }
            StmtKind::While { cond, body } => {
                self.text("while ")?;
                self.operand(cond)?;
                self.text(" ")?;
                self.block(body)
            }
            StmtKind::Break => self.text("break;"),
            StmtKind::Continue => self.text("continue;"),
            StmtKind::Return(None) => self.text("return;"),
            StmtKind::Return(Some(value)) => {
                self.text("return ")?;
                self.expr(value)?;
                self.text(";")
            }
            StmtKind::Assert { cond, message } => {
                self.text("assert ")?;
                self.expr(cond)?;
                if let Some(message) = message {
                    self.text(", ")?;
                    self.quoted(message)?;
                }
                self.text(";")
            }
            StmtKind::Error => self.text("<error>"),
        }
    }

    /// What a `let` binds.
    pub(super) fn pattern(&mut self, pattern: &Pattern) -> fmt::Result {
        match &pattern.kind {
            PatternKind::Name(name) => self.show(name),
            PatternKind::Tuple(items) => {
                self.text("(")?;
                self.list(items, |p, item| p.pattern(item))?;
                self.tuple_comma(items.len(), false)?;
                self.text(")")
            }
            PatternKind::Error => self.text("<error>"),
        }
    }
}
