//! From source text to the AST.
//!
//! [`parse`] takes a file apart in these steps: `lexer` makes tokens and replaces foreign spellings (`habits`),
//! `items` finds where items begin, `brackets` matches brackets, the LR(1) parser generated from
//! `grammar.lalrpop` reads one item at a time with the node makers of `make`, `explain` words what went wrong,
//! `parse` repairs and goes on, and `docs` hands out the doc comments; `library` reads what a program can reach; `tests` makes functions of test blocks. [`ast`] is the tree, `print` its text.
//!
//! Whatever the bytes are, the outcome is a module and diagnostics.

pub mod ast;
mod brackets;
mod docs;
mod explain;
mod format;
mod habits;
mod items;
mod lexer;
mod library;
mod make;
mod number;
mod parse;
mod print;
mod tests;
mod token;

lalrpop_util::lalrpop_mod!(grammar);

pub use format::{format, is_same_program};
pub use library::parse_library;
pub use parse::{MAX_BYTES, parse, parse_bytes};
pub use tests::TestFunction;

/// The deepest tree that a program may have: levels of nested nodes, a chain of `n` operators counting as `n`.
///
/// It bounds the stack that any recursive walk over the tree needs.
pub const MAX_DEPTH: u32 = 1000;
