//! From a file to its module: one item at a time, and on after a mistake.
//!
//! When an item cannot be read, the place is reported and the item is read again without it: a missing `;` is put
//! in, the statement with the mistake is taken out as a whole, or the item is given up. Statements and items end
//! where the brackets say so, so one mistake does not cause others.

use crate::ast::{Comment, Item, ItemKind, Module};
use crate::brackets::{Braces, match_brackets};
use crate::docs::attach_docs;
use crate::explain::{explain_error, missing_semicolon};
use crate::grammar::ItemParser;
use crate::items::{split_items, statement_around};
use crate::lexer::{CommentKind, Lexed, lex};
use crate::make::Context;
use crate::token::{Tok, Token};
use base::{Code, Diagnostic, FileId, Span};
use lalrpop_util::ParseError;
use std::ops::Range;

/// The largest source file in bytes: 4 MiB.
pub const MAX_BYTES: usize = 4 << 20;

/// The most mistakes that are told of one item.
const MAX_REPAIRS: usize = 20;

/// The most mistakes that are told of one file.
pub(crate) const MAX_DIAGNOSTICS: usize = 100;

/// Reads a source file. The module has all that could be read, whatever the diagnostics say.
#[must_use]
pub fn parse(file: FileId, text: &str) -> (Module, Vec<Diagnostic>) {
    let span = Span::new(file, 0, text.len());
    let mut module = Module { docs: None, items: Vec::new(), comments: Vec::new(), span };
    if text.len() > MAX_BYTES {
        let diagnostic = Diagnostic::error(Code::E0002, "the file is too large")
            .primary(Span::new(file, 0, 0), format!("a source file may have {MAX_BYTES} bytes"))
            .note("pass large tables to a function as arrays, and build a long program as several libraries");
        return (module, vec![diagnostic]);
    }
    let mut lexed = lex(file, text);
    let mut diagnostics = std::mem::take(&mut lexed.diagnostics);
    let ranges = split_items(&lexed.tokens);
    for range in ranges {
        let (item, found) = read_item(file, text, &lexed, range);
        module.items.push(item);
        diagnostics.extend(found);
        if diagnostics.len() > MAX_DIAGNOSTICS {
            break;
        }
    }
    diagnostics.extend(attach_docs(text, &lexed.comments, &mut module));
    module.comments = plain_comments(text, &lexed.comments);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span().map(|span| (span.lo, span.hi)));
    cut(&mut diagnostics);
    (module, diagnostics)
}

/// Reads a source file that may not be UTF-8; if so, the diagnostic's place is the first wrong byte.
#[must_use]
pub fn parse_bytes(file: FileId, bytes: &[u8]) -> (Module, Vec<Diagnostic>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(file, text),
        // Too large, and perhaps cut within a character.
        Err(_) if bytes.len() > MAX_BYTES => parse(file, &String::from_utf8_lossy(bytes)),
        Err(error) => {
            let at = error.valid_up_to();
            let wrong = bytes.get(at).copied().unwrap_or_default();
            let diagnostic = Diagnostic::error(
                Code::E0001,
                format!("the file is not UTF-8: byte {wrong:#04x} at offset {at}"),
            )
            .primary(Span::new(file, at, at + 1), "no character begins or goes on like this")
            .note("save the file as UTF-8");
            let span = Span::new(file, 0, at);
            (Module { docs: None, items: Vec::new(), comments: Vec::new(), span }, vec![diagnostic])
        }
    }
}

fn plain_comments(text: &str, comments: &[(CommentKind, Span)]) -> Vec<Comment> {
    let plain = comments.iter().filter(|(kind, _)| *kind == CommentKind::Plain);
    plain
        .map(|(_, span)| Comment { text: text[span.lo as usize..span.hi as usize].into(), span: *span })
        .collect()
}

/// Keeps the first diagnostics and says so.
fn cut(diagnostics: &mut Vec<Diagnostic>) {
    if diagnostics.len() > MAX_DIAGNOSTICS {
        diagnostics.truncate(MAX_DIAGNOSTICS);
        if let Some(last) = diagnostics.last_mut() {
            last.notes.push("there are more mistakes in this file; mend these first".into());
        }
    }
}

/// The item over the tokens `range` and what is wrong with it.
pub(crate) fn read_item(
    file: FileId,
    text: &str,
    lexed: &Lexed,
    range: Range<usize>,
) -> (Item, Vec<Diagnostic>) {
    Reader { file, text, lexed, diagnostics: Vec::new() }.read(range)
}

/// Reads one item.
struct Reader<'a> {
    file: FileId,
    text: &'a str,
    lexed: &'a Lexed,
    diagnostics: Vec<Diagnostic>,
}

/// Why the parser stopped: at which token, and what could have stood there.
struct Stop {
    at: usize,
    expected: Vec<String>,
}

impl Reader<'_> {
    fn read(mut self, range: Range<usize>) -> (Item, Vec<Diagnostic>) {
        let mut tokens = self.lexed.tokens[range.clone()].to_vec();
        let span = Span { file: self.file, lo: tokens[0].lo, hi: tokens[tokens.len() - 1].hi, caller: None };
        let end = self.lexed.tokens.get(range.end).map_or(span.hi..span.hi, |next| next.lo..next.hi);
        let end = Span { file: self.file, lo: end.start, hi: end.end, caller: None };
        for _ in 0..MAX_REPAIRS {
            let braces = match match_brackets(self.file, &tokens, end) {
                Ok(braces) => braces,
                Err(diagnostics) => {
                    // A string without its end has swallowed brackets; it is told of already.
                    if !tokens.iter().any(|tok| self.is_open_text(*tok)) {
                        self.diagnostics.extend(diagnostics);
                    }
                    break;
                }
            };
            let cx = Context::new(self.file, self.text, &tokens);
            let result = run_parser(&cx);
            let complaints = cx.diagnostics.into_inner();
            match result {
                Ok(item) => {
                    self.diagnostics.extend(complaints);
                    return (item, self.diagnostics);
                }
                Err(stop) => {
                    let repaired = self.repair(&mut tokens, &braces, &stop);
                    if !repaired {
                        self.diagnostics.extend(complaints);
                        break;
                    }
                }
            }
        }
        let item = Item { docs: None, attributes: Vec::new(), public: false, kind: ItemKind::Error, span };
        (item, self.diagnostics)
    }

    /// Reports the mistake and changes `tokens` so that it does not occur again; false if that cannot be done.
    fn repair(&mut self, tokens: &mut Vec<Tok>, braces: &Braces, stop: &Stop) -> bool {
        let cx = Context::new(self.file, self.text, tokens);
        if let Some(diagnostic) = missing_semicolon(&cx, stop.at, &stop.expected) {
            // A string as a statement is told of as such.
            let is_text = tokens[stop.at - 1].kind == Token::Text
                && tokens.get(stop.at.wrapping_sub(2)).is_some_and(|tok| tok.kind != Token::Comma);
            if !is_text && !self.is_reported(&tokens[..stop.at], stop.at) {
                self.diagnostics.push(diagnostic);
            }
            let end = tokens[stop.at - 1].hi;
            tokens.insert(stop.at, Tok { kind: Token::Semi, lo: end, hi: end });
            return true;
        }
        if !self.is_reported(tokens, stop.at) {
            self.diagnostics.push(explain_error(&cx, stop.at, &stop.expected));
        }
        if stop.expected.is_empty() && stop.at > 0 {
            tokens.truncate(stop.at);
            return true;
        }
        let Some((open, close)) = braces.around(stop.at).filter(|(open, _)| is_block(tokens, *open)) else {
            return false;
        };
        let range = statement_around(tokens, open, close, stop.at);
        if range.is_empty() || tokens[range.clone()].iter().all(|tok| tok.kind == Token::BadStmt) {
            return false;
        }
        let bad = Tok { kind: Token::BadStmt, lo: tokens[range.start].lo, hi: tokens[range.end - 1].hi };
        tokens.splice(range, [bad]);
        true
    }

    fn is_open_text(&self, tok: Tok) -> bool {
        let text = &self.text[tok.lo as usize..tok.hi as usize];
        tok.kind == Token::Error && text.starts_with('"') && self.lexed.reported.contains(&tok.lo)
    }

    /// Whether something was said already about the token that the parser stopped at or the one before.
    fn is_reported(&self, tokens: &[Tok], at: usize) -> bool {
        let near = &tokens[at.saturating_sub(1)..tokens.len().min(at + 1)];
        near.iter().any(|tok| {
            matches!(tok.kind, Token::Error | Token::BadStmt) || self.lexed.reported.contains(&tok.lo)
        })
    }
}

/// Whether the brace `open` begins a block, and neither a record's fields nor a list of imports.
fn is_block(tokens: &[Tok], open: usize) -> bool {
    let mut before = tokens[..open].iter().rev();
    !before.clone().any(|tok| tok.kind == Token::Struct)
        && before.next().is_some_and(|tok| tok.kind != Token::Dot)
}

fn run_parser(cx: &Context<'_>) -> Result<Item, Stop> {
    let tokens = cx.tokens.iter().enumerate().map(|(at, tok)| Ok((at, tok.kind, at + 1)));
    ItemParser::new().parse(cx, tokens).map(|item| *item).map_err(|error| match error {
        ParseError::UnrecognizedToken { token: (at, _, _), expected } => Stop { at, expected },
        ParseError::ExtraToken { token: (at, _, _) } => Stop { at, expected: Vec::new() },
        ParseError::UnrecognizedEof { expected, .. } => Stop { at: cx.tokens.len(), expected },
        ParseError::InvalidToken { location } => Stop { at: location, expected: Vec::new() },
        ParseError::User { error: () } => Stop { at: cx.tokens.len(), expected: Vec::new() },
    })
}
