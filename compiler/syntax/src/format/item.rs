//! Items: headers, records, imports, tests.

use super::layout::Piece;
use super::{List, Writer};
use crate::ast::*;
use crate::token::Token;

impl Writer<'_> {
    pub(super) fn item(&mut self, item: &Item) {
        for attribute in &item.attributes {
            self.attribute(attribute);
            self.push(Piece::Hard);
        }
        if item.public {
            self.word();
        }
        match &item.kind {
            ItemKind::Function(function) => self.function(function),
            ItemKind::Struct(record) => {
                self.word();
                self.word();
                let shape = List { padded: true, lines: true, ..List::default() };
                self.list(&record.fields, shape, |w, field| {
                    w.token();
                    w.word();
                    w.ty(&field.ty);
                });
            }
            ItemKind::Use(import) => self.import(import),
            ItemKind::Test(test) => {
                self.word();
                self.word();
                self.block(&test.body);
            }
            ItemKind::Error => {}
        }
    }

    fn attribute(&mut self, attribute: &Attribute) {
        self.token();
        self.token();
        if self.peek() == Some(Token::LParen) {
            self.list(&attribute.args, List::default(), |w, _| w.token());
        }
    }

    fn import(&mut self, import: &Use) {
        self.word();
        for at in 0..import.path.len() {
            if at > 0 {
                self.token();
            }
            self.token();
        }
        if let Some(names) = &import.names {
            self.token();
            self.list(names, List::default(), |w, _| w.token());
        }
        self.token();
    }

    fn function(&mut self, function: &Function) {
        if function.is_extern() {
            self.word();
        }
        self.word();
        self.token();
        if !function.generics.is_empty() {
            self.token();
            self.between_commas(&function.generics, Self::generic);
            self.token();
        }
        self.list(&function.params, List::default(), |w, param| {
            if param.inout {
                w.word();
            }
            w.token();
            w.word();
            w.ty(&param.ty);
        });
        if let Some(result) = &function.result {
            self.infix();
            self.ty(result);
        }
        if !function.constraints.is_empty() {
            self.push(Piece::Hard);
            self.word();
            self.between_commas(&function.constraints, Self::expr);
        }
        match &function.body {
            None => self.token(),
            Some(body) if self.peek() == Some(Token::Assign) => {
                self.space();
                self.token();
                if function.constraints.is_empty() {
                    self.body(body);
                } else {
                    // Behind the constraints it would be read as one of them.
                    self.push(Piece::Indent);
                    self.push(Piece::Hard);
                    self.expr(body);
                    self.push(Piece::Dedent);
                }
                self.token();
            }
            Some(body) => {
                self.space();
                self.expr(body);
            }
        }
    }

    fn generic(&mut self, generic: &GenericParam) {
        self.token();
        for at in 0..generic.bound.len() {
            // `:` before the first, `|` before the others.
            if at == 0 {
                self.word()
            } else {
                self.infix()
            }
            self.token();
        }
    }
}
