//! From text to tokens, with comments set aside and foreign spellings replaced.
//!
//! Each complaint made here is remembered by the place of its token, so that the parser does not complain about
//! the same place again.

use crate::habits;
use crate::parse::MAX_DIAGNOSTICS;
use crate::token::{Tok, Token};
use base::{Code, Diagnostic, FileId, Span};
use logos::Logos;
use std::collections::BTreeSet;

/// What kind of comment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CommentKind {
    /// `# …`
    Plain,
    /// `## …`
    Doc,
    /// `#! …`
    ModuleDoc,
}

/// The tokens of a file and what else was found in it.
#[derive(Debug)]
pub(crate) struct Lexed {
    /// The tokens in order. None is `Foreign`, `ForeignComment`, `OpenText` or `Comment`.
    pub(crate) tokens: Vec<Tok>,
    /// The comments in order, with the bytes they stand on.
    pub(crate) comments: Vec<(CommentKind, Span)>,
    /// First bytes of the tokens that a diagnostic was given for.
    pub(crate) reported: BTreeSet<u32>,
    /// What was wrong.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Lexed {
    /// Remembers a complaint about the token at `lo`, but no more of them than are ever shown.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic, lo: u32) {
        self.reported.insert(lo);
        if self.diagnostics.len() <= MAX_DIAGNOSTICS {
            self.diagnostics.push(diagnostic);
        }
    }
}

/// Splits `text` into tokens. `text` is shorter than 4 GiB.
pub(crate) fn lex(file: FileId, text: &str) -> Lexed {
    let lexed = Lexed {
        tokens: Vec::with_capacity(text.len() / 4),
        comments: Vec::new(),
        reported: BTreeSet::new(),
        diagnostics: Vec::new(),
    };
    let mut lexer = Lexer { file, text, lexed, depth: 0 };
    lexer.run();
    free_words(&mut lexer.lexed.tokens);
    habits::replace_words(file, text, &mut lexer.lexed);
    lexer.lexed
}

/// Makes names of the words that are one where they are called: `var(x)` is the variance, `var (a, b) = …` defines.
fn free_words(tokens: &mut [Tok]) {
    for at in 0..tokens.len() {
        let is_called = tokens.get(at + 1).is_some_and(|next| next.kind == Token::LParen);
        if tokens[at].kind == Token::Var && is_called && !begins_definition(tokens, at) {
            tokens[at].kind = Token::Ident;
        }
    }
}

/// Whether the `var` at `at`, with a parenthesis behind it, stands where a statement begins and has its `=` or `:`.
fn begins_definition(tokens: &[Tok], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| tokens[before].kind);
    if !matches!(before, None | Some(Token::Semi | Token::LBrace | Token::RBrace)) {
        return false;
    }
    let mut depth = 0usize;
    for (i, tok) in tokens.iter().enumerate().skip(at + 1) {
        match tok.kind {
            Token::LParen => depth += 1,
            Token::RParen if depth == 1 => {
                let next = tokens.get(i + 1).map(|next| next.kind);
                return matches!(next, Some(Token::Assign | Token::Colon));
            }
            Token::RParen => depth -= 1,
            // Names and commas are all that a pattern has.
            Token::Ident | Token::Comma | Token::Underscore | Token::By | Token::Test => {}
            _ => return false,
        }
    }
    true
}

struct Lexer<'a> {
    file: FileId,
    text: &'a str,
    lexed: Lexed,
    /// Open brackets, to tell a header from an expression.
    depth: usize,
}

impl Lexer<'_> {
    fn run(&mut self) {
        let mut logos = Token::lexer(self.text);
        while let Some(result) = logos.next() {
            let range = logos.span();
            match result {
                Ok(Token::Ident) if !logos.slice().is_ascii() => self.unicode(range.start, logos.slice()),
                Ok(Token::Comment) => self.comment(range.start, range.end),
                Ok(Token::OpenText) => self.open_text(range.start, range.end),
                Ok(Token::Foreign) => self.foreign(range.start, range.end),
                Ok(Token::ForeignComment) => {
                    let end = logos.remainder().find("*/").map_or(self.text.len(), |at| range.end + at + 2);
                    logos.bump(end - range.end);
                    self.report(habits::block_comment(self.span(range.start, end)), range.start);
                }
                Ok(Token::SlashSlash) if self.begins_statement() => {
                    let line = logos.remainder();
                    let end = range.end + line.find('\n').unwrap_or(line.len());
                    logos.bump(end - range.end);
                    self.report(habits::line_comment(self.span(range.start, range.end)), range.start);
                }
                Ok(kind) => self.push(kind, range.start, range.end),
                Err(()) => self.unicode(range.start, logos.slice()),
            }
        }
    }

    fn span(&self, lo: usize, hi: usize) -> Span {
        Span::new(self.file, lo, hi)
    }

    fn report(&mut self, diagnostic: Diagnostic, lo: usize) {
        self.lexed.report(diagnostic, narrow(lo));
    }

    fn push(&mut self, kind: Token, lo: usize, hi: usize) {
        match kind {
            Token::LParen | Token::LBracket | Token::LBrace => self.depth += 1,
            Token::RParen | Token::RBracket | Token::RBrace => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.lexed.tokens.push(Tok { kind, lo: narrow(lo), hi: narrow(hi) });
    }

    fn comment(&mut self, lo: usize, hi: usize) {
        let text = &self.text[lo..hi];
        let kind = match text.as_bytes() {
            [b'#', b'!', b'/', ..] if lo == 0 => CommentKind::Plain,
            [b'#', b'!', ..] => CommentKind::ModuleDoc,
            [b'#', b'#', b'#', ..] => CommentKind::Plain,
            [b'#', b'#', ..] => CommentKind::Doc,
            _ => CommentKind::Plain,
        };
        let hi = lo + text.trim_end().len();
        self.lexed.comments.push((kind, self.span(lo, hi)));
    }

    /// Whether the next token would begin a statement or an item, so that `//` cannot be a division.
    fn begins_statement(&self) -> bool {
        let last = self.lexed.tokens.last().map(|tok| tok.kind);
        matches!(
            last,
            None | Some(Token::Semi | Token::LBrace | Token::RBrace | Token::Comma | Token::LParen)
        )
    }

    fn open_text(&mut self, lo: usize, hi: usize) {
        let diagnostic = Diagnostic::error(Code::E0004, "this string has no closing quote")
            .primary(self.span(lo, hi), "goes on to the end of the line")
            .note("a string stands on one line; write `\\n` for a line break in it");
        self.report(diagnostic, lo);
        self.push(Token::Error, lo, hi);
    }

    fn foreign(&mut self, lo: usize, hi: usize) {
        let sign = &self.text[lo..hi];
        let (kind, spelling) = match sign {
            "||" => (Token::Or, "or"),
            "&&" => (Token::And, "and"),
            "!" => (Token::Not, "not"),
            ":=" => (Token::Assign, "="),
            "=>" | "==>" if self.ends_header() => (Token::Arrow, "->"),
            "=>" | "==>" => (Token::Ge, ">="),
            "=<" => (Token::Le, "<="),
            "<>" | "!==" => (Token::NotEq, "!="),
            "===" => (Token::EqEq, "=="),
            "++" => (Token::Plus, "+= 1"),
            _ => (if self.expects_message() { Token::Text } else { Token::Error }, "\"…\""),
        };
        let diagnostic = habits::foreign_sign(self.text, self.span(lo, hi), spelling);
        self.report(diagnostic, lo);
        self.push(kind, lo, hi);
    }

    /// Whether the parameters of a function have just ended.
    fn ends_header(&self) -> bool {
        let tokens = &self.lexed.tokens;
        let of_header =
            |tok: &&Tok| matches!(tok.kind, Token::Fn | Token::Assign | Token::LBrace | Token::Semi);
        self.depth == 0
            && tokens.last().is_some_and(|tok| tok.kind == Token::RParen)
            && tokens.iter().rev().find(of_header).is_some_and(|tok| tok.kind == Token::Fn)
    }

    /// Whether a message could stand here.
    fn expects_message(&self) -> bool {
        let last = self.lexed.tokens.last();
        last.is_some_and(|tok| matches!(tok.kind, Token::Comma | Token::Test | Token::LParen))
    }

    /// Letters and other characters beyond ASCII, and anything that no token begins with.
    fn unicode(&mut self, lo: usize, run: &str) {
        let is_word = |c: char| c.is_alphabetic() || c.is_ascii_alphanumeric() || c == '_';
        let mut rest = run;
        while let Some(c) = rest.chars().next() {
            let at = lo + run.len() - rest.len();
            let is_bad = !is_word(c);
            let len = rest.find(|d| is_word(d) == is_bad).unwrap_or(rest.len());
            let (part, tail) = rest.split_at(len);
            rest = tail;
            if is_bad {
                self.bad_characters(at, part);
            } else if c.is_ascii_digit() {
                self.push(Token::Number, at, at + len);
            } else {
                // A keyword that a stray character sticks to is still a keyword.
                let kind = match Token::lexer(part).next() {
                    Some(Ok(kind)) if part.is_ascii() => kind,
                    _ => Token::Ident,
                };
                self.push(kind, at, at + len);
            }
        }
    }

    /// Characters without a meaning: one message for a row of unknown ones, the right sign for known lookalikes.
    fn bad_characters(&mut self, lo: usize, run: &str) {
        let mut unknown = lo..lo;
        for (offset, c) in run.char_indices() {
            let at = lo + offset;
            let end = at + c.len_utf8();
            let Some((spelling, kind)) = habits::lookalike(c) else {
                unknown = if unknown.is_empty() { at..end } else { unknown.start..end };
                continue;
            };
            self.flush_unknown(&mut unknown);
            self.report(habits::lookalike_sign(c, self.span(at, end), spelling), at);
            if let Some(kind) = kind {
                self.push(kind, at, end);
            }
        }
        self.flush_unknown(&mut unknown);
    }

    fn flush_unknown(&mut self, unknown: &mut std::ops::Range<usize>) {
        let (lo, hi) = (unknown.start, unknown.end);
        *unknown = hi..hi;
        if lo == hi {
            return;
        }
        let shown: String = self.text[lo..hi].chars().take(8).flat_map(char::escape_debug).collect();
        let diagnostic = Diagnostic::error(Code::E0003, format!("`{shown}` has no meaning in a program"))
            .primary(self.span(lo, hi), "take it out")
            .note("names are made of letters, digits and `_`");
        self.report(diagnostic, lo);
        self.push(Token::Error, lo, hi);
    }
}

/// Byte offsets fit, because [`parse`](crate::parse) refuses larger files.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
