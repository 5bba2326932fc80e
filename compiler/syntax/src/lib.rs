//! From source text to the AST.
