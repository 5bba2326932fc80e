//! Partners of brackets, and how deep they nest.
//!
//! Brackets are matched before anything is parsed: a missing one is then told by the place of its partner, and
//! the parser's stack is bounded by what is counted here.

use crate::parse::MAX_DIAGNOSTICS;
use crate::token::{Tok, Token};
use base::{Code, Diagnostic, FileId, Span};

/// The deepest nesting of brackets.
const MAX_BRACKETS: usize = 256;

/// The most operators and words between two separators that could pile up on the parser's stack.
const MAX_PENDING: usize = 10_000;

/// For each token of an item the number of the innermost open brace's token, as far as there is one.
#[derive(Debug)]
pub(crate) struct Braces {
    /// Pairs of brace tokens `(open, close)` in the order of their opening.
    pairs: Vec<(usize, usize)>,
}

impl Braces {
    /// The innermost pair of braces that `at` stands in; a closing brace stands in its own pair.
    pub(crate) fn around(&self, at: usize) -> Option<(usize, usize)> {
        self.pairs.iter().rev().copied().find(|(open, close)| *open < at && at <= *close)
    }
}

/// Matches the brackets of one item's `tokens`; `end` is where the next item begins.
pub(crate) fn match_brackets(file: FileId, tokens: &[Tok], end: Span) -> Result<Braces, Vec<Diagnostic>> {
    let mut walk = Walk { file, tokens, open: Vec::new(), pairs: Vec::new(), diagnostics: Vec::new() };
    let mut pending = Pending::default();
    for (at, tok) in tokens.iter().enumerate() {
        if is_open(tok.kind) {
            walk.open.push(Open { at, pair: walk.pairs.len(), outer: pending });
            if tok.kind == Token::LBrace {
                walk.pairs.push((at, usize::MAX));
            }
            pending = Pending::default();
        } else if is_close(tok.kind) {
            pending = walk.close(at).unwrap_or(pending);
        }
        pending.count(tok.kind);
        if walk.open.len() > MAX_BRACKETS || pending.operators.max(pending.words) > MAX_PENDING {
            return Err(vec![too_deep(walk.span(at))]);
        }
    }
    let is_file_end = end.lo == end.hi;
    let why = if is_file_end { "the file ends here" } else { "the next item begins here; items do not nest" };
    for open in std::mem::take(&mut walk.open) {
        walk.never_closed(open.at, end, why);
    }
    walk.diagnostics.truncate(MAX_DIAGNOSTICS + 1);
    if walk.diagnostics.is_empty() { Ok(Braces { pairs: walk.pairs }) } else { Err(walk.diagnostics) }
}

/// The complaint about a tree that is deeper than [`MAX_DEPTH`](crate::MAX_DEPTH).
pub(crate) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(Code::E0009, "this is nested too deeply")
        .primary(span, "one level too many here")
        .note(format!(
            "brackets nest up to {MAX_BRACKETS} levels, operators and other expressions up to {}",
            crate::MAX_DEPTH
        ))
        .note("give parts a name with `let`, or sum many terms as `sum([a, b, c])`")
}

/// What has been seen since the last separator at one level of brackets.
#[derive(Clone, Copy, Default)]
struct Pending {
    operators: usize,
    words: usize,
}

impl Pending {
    fn count(&mut self, kind: Token) {
        match kind {
            Token::Semi => *self = Pending::default(),
            Token::Comma => self.operators = 0,
            Token::Minus | Token::Tilde | Token::Not | Token::StarStar | Token::Coalesce | Token::Bar => {
                self.operators += 1;
            }
            Token::For | Token::Else | Token::Arrow => self.words += 1,
            _ => {}
        }
    }
}

struct Open {
    at: usize,
    pair: usize,
    outer: Pending,
}

struct Walk<'a> {
    file: FileId,
    tokens: &'a [Tok],
    open: Vec<Open>,
    pairs: Vec<(usize, usize)>,
    diagnostics: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn span(&self, at: usize) -> Span {
        Span::new(self.file, self.tokens[at].lo as usize, self.tokens[at].hi as usize)
    }

    /// Closes the innermost bracket that fits; those inside it were never closed. What was pending outside it.
    fn close(&mut self, at: usize) -> Option<Pending> {
        let kind = self.tokens[at].kind;
        let Some(depth) = self.open.iter().rposition(|open| partner(self.tokens[open.at].kind) == kind)
        else {
            // What follows a mistake is of no worth: its brackets are one off.
            if !self.diagnostics.is_empty() {
                return None;
            }
            let next = self.next_unmatched(at);
            let tokens = self.tokens;
            let is_partner = |open: &mut Open| {
                let kind = tokens[open.at].kind;
                kind != Token::LBrace && next != Some(partner(kind))
            };
            if let Some(open) = self.open.pop_if(is_partner) {
                self.wrong_partner(open.at, at);
                return Some(open.outer);
            }
            let message = format!("`{}` closes nothing", sign(kind));
            self.diagnostics.push(
                Diagnostic::error(Code::E0008, message)
                    .primary(self.span(at), "no bracket is open that it could close"),
            );
            return None;
        };
        for inner in self.open.split_off(depth + 1) {
            self.never_closed(inner.at, self.span(at), "this closes an outer bracket");
        }
        let open = self.open.pop()?;
        if kind == Token::RBrace {
            self.pairs[open.pair].1 = at;
        }
        Some(open.outer)
    }

    /// The first closing bracket behind `at` that closes none of those behind `at`.
    fn next_unmatched(&self, at: usize) -> Option<Token> {
        let mut depth = 0;
        let mut kinds = self.tokens[at + 1..].iter().map(|tok| tok.kind);
        kinds.find(|kind| {
            depth += i32::from(is_open(*kind)) - i32::from(is_close(*kind));
            depth < 0
        })
    }

    fn wrong_partner(&mut self, open: usize, at: usize) {
        let (opens, closes) = (self.tokens[open].kind, self.tokens[at].kind);
        let message = format!("`{}` is closed by `{}`", sign(opens), sign(closes));
        self.diagnostics.push(
            Diagnostic::error(Code::E0008, message)
                .primary(self.span(at), format!("write `{}`", sign(partner(opens))))
                .secondary(self.span(open), "opened here"),
        );
    }

    fn never_closed(&mut self, at: usize, end: Span, why: &str) {
        let kind = self.tokens[at].kind;
        let message = format!("`{}` is never closed", sign(kind));
        self.diagnostics.push(
            Diagnostic::error(Code::E0008, message)
                .primary(self.span(at), format!("needs a `{}`", sign(partner(kind))))
                .secondary(end, why),
        );
    }
}

fn is_open(kind: Token) -> bool {
    matches!(kind, Token::LParen | Token::LBracket | Token::LBrace)
}

fn is_close(kind: Token) -> bool {
    matches!(kind, Token::RParen | Token::RBracket | Token::RBrace)
}

/// The closing bracket of an opening one.
fn partner(open: Token) -> Token {
    match open {
        Token::LParen => Token::RParen,
        Token::LBracket => Token::RBracket,
        _ => Token::RBrace,
    }
}

fn sign(kind: Token) -> &'static str {
    match kind {
        Token::LParen => "(",
        Token::RParen => ")",
        Token::LBracket => "[",
        Token::RBracket => "]",
        Token::LBrace => "{",
        _ => "}",
    }
}
