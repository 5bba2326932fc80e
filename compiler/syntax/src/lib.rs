//! From source text to the AST.
//!
//! [`ast`] is the tree.

pub mod ast;

/// The deepest tree that a program may have: levels of nested nodes, a chain of `n` operators counting as `n`.
///
/// It bounds the stack that any recursive walk over the tree needs.
pub const MAX_DEPTH: u32 = 1000;
