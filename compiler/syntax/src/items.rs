//! Where items begin and statements end, read from the tokens alone.
//!
//! `pub`, `struct`, `use`, `extern`, `fn name` and `test "…"` occur nowhere but at the start of an item. So a
//! file falls apart into items even if brackets are missing, and a mistake in one leaves the others readable.

use crate::token::{Tok, Token};
use std::ops::Range;

/// The items of a file as ranges of `tokens` that cover all of them. What stands before the first item is a
/// range of its own.
pub(crate) fn split_items(tokens: &[Tok]) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut floor = 0;
    for at in 0..tokens.len() {
        if begins_item(tokens, at) {
            starts.push(before_attributes(tokens, at, floor));
            floor = at + 1;
        }
    }
    if starts.first() != Some(&0) && !tokens.is_empty() {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn begins_item(tokens: &[Tok], at: usize) -> bool {
    let kind_at = |at: usize| tokens.get(at).map(|tok| tok.kind);
    let is_continued = at > 0 && matches!(tokens[at - 1].kind, Token::Pub | Token::Extern);
    let begins = match tokens[at].kind {
        Token::Pub | Token::Struct | Token::Use | Token::Extern => true,
        Token::Fn => kind_at(at + 1).is_some_and(|kind| is_name(kind) || kind == Token::Where),
        Token::Test => kind_at(at + 1) == Some(Token::Text),
        _ => false,
    };
    begins && !is_continued
}

/// The first of the attributes that stand before the item at `at`, or `at`; not before `floor`.
fn before_attributes(tokens: &[Tok], at: usize, floor: usize) -> usize {
    let mut start = at;
    while let Some(attribute) = attribute_before(tokens, start).filter(|first| *first >= floor) {
        start = attribute;
    }
    start
}

/// The `@` of the attribute that ends before `end`.
fn attribute_before(tokens: &[Tok], end: usize) -> Option<usize> {
    let mut name = end.checked_sub(1)?;
    if tokens[name].kind == Token::RParen {
        let is_arg =
            |tok: &Tok| is_name(tok.kind) || matches!(tok.kind, Token::Text | Token::Number | Token::Comma);
        let open = tokens[..name].iter().rposition(|tok| !is_arg(tok))?;
        if tokens[open].kind != Token::LParen {
            return None;
        }
        name = open.checked_sub(1)?;
    }
    let at = name.checked_sub(1)?;
    (is_name(tokens[name].kind) && tokens[at].kind == Token::At).then_some(at)
}

/// The statement that token `at` belongs to, in the block between the braces `open` and `close`, with its `;`.
/// Empty if `at` is the closing brace right after a statement's end.
pub(crate) fn statement_around(tokens: &[Tok], open: usize, close: usize, at: usize) -> Range<usize> {
    let mut start = open + 1;
    let mut depth = 0;
    for i in open + 1..close {
        match tokens[i].kind {
            Token::LParen | Token::LBracket | Token::LBrace => depth += 1,
            Token::RParen | Token::RBracket | Token::RBrace => depth -= 1,
            _ => {}
        }
        if depth == 0 && ends_statement(tokens, start, i) {
            if at <= i {
                return start..i + 1;
            }
            start = i + 1;
        }
    }
    start..close
}

fn ends_statement(tokens: &[Tok], start: usize, at: usize) -> bool {
    match tokens[at].kind {
        Token::Semi | Token::BadStmt => true,
        Token::RBrace => {
            let with_braces =
                matches!(tokens[start].kind, Token::If | Token::LBrace | Token::Loop | Token::While);
            with_braces && tokens[at + 1].kind != Token::Else
        }
        _ => false,
    }
}

fn is_name(kind: Token) -> bool {
    matches!(kind, Token::Ident | Token::By | Token::Test)
}
