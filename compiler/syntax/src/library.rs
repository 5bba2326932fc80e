//! Reading only the part of a library that a program can reach.
//!
//! A program uses little of the library, and reading all of it would cost more than reading the program. What is
//! reachable is decided by names alone, before anything is parsed: an item is read if its name occurs in the
//! program or in an item that is read. That is more than what is used, and never less. Items are found by the first
//! words of lines, so that what is not reachable is not even split into tokens.

use crate::ast::Module;
use crate::lexer::{Lexed, lex};
use crate::parse::read_item;
use crate::token::{Tok, Token};
use base::{Diagnostic, FileId, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// What items begin with.
const WORDS: [&str; 7] = ["pub ", "fn ", "struct ", "extern ", "use ", "test ", "@"];

/// An item of the library: its file's place in the list, its text and, if it is reachable, its tokens.
struct Item {
    file: usize,
    range: Range<usize>,
    lexed: Option<Lexed>,
}

/// The modules of `library`, one per file, with the items that `program`, the source of a module, can reach by
/// name, and those that the names in `also` reach: functions that operators stand for. Tests are left out, and so
/// are docs. Items without a name (imports) are always read.
///
/// Library files are trusted to be of sensible size and laid out: the first word of an item, and no other word that
/// items begin with, stands at the start of a line. [`parse`](crate::parse) is for anything else.
#[must_use]
pub fn parse_library(
    library: &[(FileId, &str)],
    program: &str,
    also: &[&str],
) -> (Vec<Module>, Vec<Diagnostic>) {
    let user = lex(FileId(u32::MAX), program);
    let mut names: Vec<&str> = also.to_vec();
    names.extend(names_in(program, &user.tokens));
    let mut diagnostics = Vec::new();
    let mut modules: Vec<Module> = library
        .iter()
        .map(|(file, text)| {
            let span = Span::new(*file, 0, text.len());
            Module { docs: None, items: Vec::new(), comments: Vec::new(), span }
        })
        .collect();
    for item in find_reachable(library, names) {
        let (file, text) = library[item.file];
        let Some(lexed) = item.lexed else { continue };
        diagnostics.extend(lexed.diagnostics.iter().cloned());
        let (item_read, found) = read_item(file, text, &lexed, 0..lexed.tokens.len());
        modules[item.file].items.push(item_read);
        diagnostics.extend(found);
    }
    (modules, diagnostics)
}

/// The items of the library in order; those that `names` lead to are split into tokens.
fn find_reachable<'a>(library: &[(FileId, &'a str)], mut names: Vec<&'a str>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut wanted = Vec::new();
    for (file, (_, text)) in library.iter().enumerate() {
        for range in item_ranges(text) {
            let item = &text[range.clone()];
            match item_name(item) {
                _ if item.starts_with("test ") => {}
                Some(name) => by_name.entry(name).or_default().push(items.len()),
                None => wanted.push(items.len()),
            }
            items.push(Item { file, range, lexed: None });
        }
    }
    loop {
        for at in wanted.drain(..) {
            let (file, text) = library[items[at].file];
            let lexed = lex_part(file, text, items[at].range.clone());
            names.extend(names_in(text, &lexed.tokens));
            items[at].lexed = Some(lexed);
        }
        let Some(name) = names.pop() else { return items };
        wanted.extend(by_name.remove(name).unwrap_or_default());
    }
}

/// Where the items of a file stand; what follows an item belongs to it.
fn item_ranges(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut at = 0;
    let mut in_attribute = false;
    for line in text.split_inclusive('\n') {
        if WORDS.iter().any(|word| line.starts_with(word)) {
            if !in_attribute {
                starts.push(at);
            }
            in_attribute = line.starts_with('@') && !line.contains("fn ");
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// The name of the function or record that an item defines.
fn item_name(item: &str) -> Option<&str> {
    let line = item.lines().find(|line| !line.starts_with('@') || line.contains("fn "))?;
    let (_, rest) = line.split_once("fn ").or_else(|| line.split_once("struct "))?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

/// The tokens of a part of a file, at their places in the whole.
fn lex_part(file: FileId, text: &str, range: Range<usize>) -> Lexed {
    let mut lexed = lex(file, &text[range.clone()]);
    let start = u32::try_from(range.start).unwrap_or(u32::MAX);
    for tok in &mut lexed.tokens {
        tok.lo += start;
        tok.hi += start;
    }
    lexed
}

fn names_in<'t>(text: &'t str, tokens: &[Tok]) -> impl Iterator<Item = &'t str> {
    let is_name = |tok: &&Tok| matches!(tok.kind, Token::Ident | Token::By | Token::Test | Token::Where);
    tokens.iter().filter(is_name).map(|tok| slice(text, *tok))
}

fn slice(text: &str, tok: Tok) -> &str {
    &text[tok.lo as usize..tok.hi as usize]
}
