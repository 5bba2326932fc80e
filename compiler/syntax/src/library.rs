//! Reading only the part of a library that a program can reach.
//!
//! A program uses little of the library, and reading all of it would cost more than reading the program. What is
//! reachable is decided by names alone, before anything is parsed: an item is read if its name occurs in the
//! program or in an item that is read. That is more than what is used, and never less.

use crate::ast::Module;
use crate::items::{item_name, split_items};
use crate::lexer::{Lexed, lex};
use crate::parse::read_item;
use crate::token::{Tok, Token};
use base::{Diagnostic, FileId, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A file of the library that is split into items.
struct Split<'a> {
    file: FileId,
    text: &'a str,
    lexed: Lexed,
    ranges: Vec<Range<usize>>,
}

/// The modules of `library`, one per file, with the items that `program`, the source of a module, can reach by
/// name, and those that the names in `also` reach: functions that operators stand for. Tests are left out, and so
/// are docs. Items without a name (imports, mistakes) are always read.
///
/// Library files are trusted to be of sensible size; [`parse`](crate::parse) is for anything else.
#[must_use]
pub fn parse_library(
    library: &[(FileId, &str)],
    program: &str,
    also: &[&str],
) -> (Vec<Module>, Vec<Diagnostic>) {
    let files: Vec<Split<'_>> = library.iter().map(|(file, text)| split_file(*file, text)).collect();
    let user = lex(FileId(u32::MAX), program);
    let mut names: Vec<&str> = also.to_vec();
    names.extend(names_in(program, &user.tokens));
    let wanted = find_reachable(&files, names);

    let mut diagnostics = Vec::new();
    let mut modules = Vec::with_capacity(files.len());
    for (at, file) in files.iter().enumerate() {
        let span = Span::new(file.file, 0, file.text.len());
        let mut module = Module { docs: None, items: Vec::new(), comments: Vec::new(), span };
        diagnostics.extend(file.lexed.diagnostics.iter().cloned());
        for number in wanted.range((at, 0)..(at + 1, 0)).map(|(_, number)| *number) {
            let (item, found) = read_item(file.file, file.text, &file.lexed, file.ranges[number].clone());
            module.items.push(item);
            diagnostics.extend(found);
        }
        modules.push(module);
    }
    (modules, diagnostics)
}

fn split_file(file: FileId, text: &str) -> Split<'_> {
    let lexed = lex(file, text);
    let ranges = split_items(&lexed.tokens);
    Split { file, text, lexed, ranges }
}

/// The items, as numbers of file and item, that `names` lead to.
fn find_reachable<'a>(files: &'a [Split<'a>], mut names: Vec<&'a str>) -> BTreeSet<(usize, usize)> {
    let mut by_name: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let mut wanted = BTreeSet::new();
    for (at, file) in files.iter().enumerate() {
        for (number, range) in file.ranges.iter().enumerate() {
            let tokens = &file.lexed.tokens[range.clone()];
            match item_name(tokens) {
                Some(name) => by_name.entry(slice(file.text, name)).or_default().push((at, number)),
                None if tokens.iter().any(|tok| tok.kind == Token::Test) => {}
                None => {
                    wanted.insert((at, number));
                    names.extend(names_in(file.text, tokens));
                }
            }
        }
    }
    while let Some(name) = names.pop() {
        for (at, number) in by_name.remove(name).unwrap_or_default() {
            wanted.insert((at, number));
            let file = &files[at];
            names.extend(names_in(file.text, &file.lexed.tokens[file.ranges[number].clone()]));
        }
    }
    wanted
}

fn names_in<'a>(text: &'a str, tokens: &'a [Tok]) -> impl Iterator<Item = &'a str> {
    let is_name = |tok: &&Tok| matches!(tok.kind, Token::Ident | Token::By | Token::Test | Token::Where);
    tokens.iter().filter(is_name).map(|tok| slice(text, *tok))
}

fn slice(text: &str, tok: Tok) -> &str {
    &text[tok.lo as usize..tok.hi as usize]
}
