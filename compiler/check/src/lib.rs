//! From the AST to the typed program: names, types, shapes, lifting.

pub mod typed;
