//! Blocks and statements: one a line, unless the block stays on one.

use super::layout::Piece;
use super::{List, Writer};
use crate::ast::*;
use crate::token::Token;

impl Writer<'_> {
    /// A block on one line, if it fits and did not begin a new line in the source.
    pub(super) fn block(&mut self, block: &Block) {
        self.push(Piece::Open { fill: false });
        self.braces(block);
        self.push(Piece::Close);
    }

    /// Whether a line breaks behind the `{` of a block.
    fn is_open(&self, block: &Block) -> bool {
        let at = self.token_at(block.span.lo);
        let ends = |at: usize| self.tokens.get(at).map(|tok| tok.hi as usize);
        let starts = |at: usize| self.tokens.get(at).map(|tok| tok.lo as usize);
        match (ends(at), starts(at + 1)) {
            (Some(end), Some(start)) => self.text[end..start].contains('\n'),
            _ => false,
        }
    }

    /// The braces of a block and what is between them, broken with the group around it.
    pub(super) fn braces(&mut self, block: &Block) {
        let is_empty = block.stmts.is_empty() && block.tail.is_none();
        let is_open = self.is_open(block);
        self.token();
        self.push(Piece::Indent);
        for stmt in &block.stmts {
            self.break_line(is_open);
            self.begin_line();
            self.stmt(stmt);
        }
        if let Some(tail) = &block.tail {
            self.break_line(is_open);
            self.begin_line();
            self.expr(tail);
        }
        self.leading_comments(!is_empty);
        self.push(Piece::Dedent);
        if !is_empty {
            self.break_line(is_open);
        }
        self.token();
    }

    fn break_line(&mut self, is_open: bool) {
        self.push(if is_open { Piece::Hard } else { Piece::Break { space: true } });
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Let { pattern, ty, value, .. } => {
                self.word();
                self.pattern(pattern);
                if let Some(ty) = ty {
                    self.word();
                    self.ty(ty);
                }
                self.infix();
                self.expr(value);
                self.token();
            }
            StmtKind::Assign { target, value, .. } => {
                self.expr(target);
                self.infix();
                self.expr(value);
                self.token();
            }
            StmtKind::Expr { expr, .. } => {
                self.expr(expr);
                self.eat(Token::Semi);
            }
            StmtKind::Loop { range, body, .. } => {
                self.word();
                self.token();
                self.infix();
                self.range(range);
                self.space();
                self.block(body);
            }
            StmtKind::While { cond, body } => {
                self.word();
                self.expr(cond);
                self.space();
                self.block(body);
            }
            StmtKind::Break | StmtKind::Continue => {
                self.token();
                self.token();
            }
            StmtKind::Return(value) => {
                self.token();
                if let Some(value) = value {
                    self.space();
                    self.expr(value);
                }
                self.token();
            }
            StmtKind::Assert { cond, message } => {
                self.word();
                self.expr(cond);
                if message.is_some() {
                    self.word();
                    self.token();
                }
                self.token();
            }
            StmtKind::Error => self.token(),
        }
    }

    fn pattern(&mut self, pattern: &Pattern) {
        if self.peek() == Some(Token::LParen) && self.tokens[self.at].lo < pattern.span.lo {
            self.token();
            self.pattern(pattern);
            return self.token();
        }
        match &pattern.kind {
            PatternKind::Name(_) | PatternKind::Error => self.token(),
            PatternKind::Tuple(items) => {
                let single = items.len() == 1;
                self.list(items, List { single, ..List::default() }, Self::pattern);
            }
        }
    }
}
