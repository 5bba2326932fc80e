//! Blocks, statements and patterns.

use super::{BinaryOp, Expr, Name, Range, Text, TypeExpr};
use base::Span;

/// `{ let a = 1; a + 1 }`
#[derive(Clone, Debug)]
pub struct Block {
    /// The statements in order.
    pub stmts: Vec<Stmt>,
    /// The last expression without `;`: the block's value. `None` gives `()`.
    pub tail: Option<Box<Expr>>,
    /// From brace to brace.
    pub span: Span,
    /// Levels of nodes, this one included; see the module's invariant.
    pub depth: u32,
}

/// A statement.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Where it stands, `;` included.
    pub span: Span,
}

/// The forms of a [`Stmt`].
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// `let x: f32 = e;`, `let (a, b) = e;`, `var x = e;`
    Let {
        /// Whether it was written `var`: the names can be assigned.
        mutable: bool,
        /// What is bound.
        pattern: Pattern,
        /// The type after `:`.
        ty: Option<TypeExpr>,
        /// The value.
        value: Expr,
    },
    /// `x = e;`, `x[1:-1] += e;`, `h[idx] += 1;`
    Assign {
        /// What is changed. The grammar takes any operators here; the checker allows names, fields and indices.
        target: Expr,
        /// The operator of `+=` and the like; `None` for `=`.
        op: Option<BinaryOp>,
        /// The operator's place, `=` included.
        op_span: Span,
        /// The right side.
        value: Expr,
    },
    /// `f(x);`, or an `if` or block that stands without `;` before the end of a block.
    Expr {
        /// The expression.
        expr: Expr,
        /// Whether `;` follows. Without it, the value must be `()`.
        semi: bool,
    },
    /// `loop i in 0..n { … }`
    Loop {
        /// The variable; may be `_`.
        binder: Name,
        /// Where it runs.
        range: Range,
        /// What is repeated.
        body: Block,
    },
    /// `while c { … }`
    While {
        /// Tested before each round.
        cond: Expr,
        /// What is repeated.
        body: Block,
    },
    /// `break;`
    Break,
    /// `continue;`
    Continue,
    /// `return e;`, `return;`
    Return(Option<Expr>),
    /// `assert n > 0, "the array is empty";`
    Assert {
        /// What must hold.
        cond: Expr,
        /// What to say otherwise.
        message: Option<Text>,
    },
    /// A place where no statement could be read.
    Error,
}

/// What a `let` or `var` binds.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// What it is.
    pub kind: PatternKind,
    /// Where it stands.
    pub span: Span,
    /// Levels of nodes, this one included; see the module's invariant.
    pub depth: u32,
}

/// The forms of a [`Pattern`].
#[derive(Clone, Debug)]
pub enum PatternKind {
    /// `x`, or `_` for nothing.
    Name(Name),
    /// `(a, (b, _))`
    Tuple(Vec<Pattern>),
    /// A place where no pattern could be read.
    Error,
}
