//! Expressions and what stands inside them.

use super::{Block, Literal, Name, TypeExpr};
use base::Span;
use std::fmt;

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands, with the parentheses around it.
    pub span: Span,
    /// Levels of nodes, this one included; see the module's invariant. [`Expr::new`] computes it.
    pub depth: u32,
}

/// The forms of an [`Expr`].
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `1`, `2.5f32`, `true`
    Literal(Literal),
    /// `x`, `sum`, `f64`, `pi`, `inf`, `nan`, `missing`, and `where` as the function of that name.
    Name(Name),
    /// `-x`, `~x`, `not x`
    Unary {
        /// The operator.
        op: UnaryOp,
        /// Where the operator stands.
        op_span: Span,
        /// What it is applied to.
        operand: Box<Expr>,
    },
    /// `a + b`, `a and b`, `a ?? b`
    Binary {
        /// The operator.
        op: BinaryOp,
        /// Where the operator stands.
        op_span: Span,
        /// The left side.
        lhs: Box<Expr>,
        /// The right side.
        rhs: Box<Expr>,
    },
    /// `f(x, axis = 0)`, `f64[n, m](0)`
    Call {
        /// What is called; never a [`ExprKind::Field`] unless it stood in parentheses: see `MethodCall`.
        callee: Box<Expr>,
        /// The arguments in order.
        args: Vec<Arg>,
    },
    /// `x.f(2)`, which means `f(x, 2)`; or `linalg.solve(a, b)` if `linalg` names a module.
    MethodCall {
        /// What stands before the point.
        receiver: Box<Expr>,
        /// The function.
        name: Name,
        /// The arguments behind it.
        args: Vec<Arg>,
    },
    /// `x |> f(2)`, which means `f(x, 2)`.
    Pipe {
        /// The left side.
        value: Box<Expr>,
        /// The right side: a `Call` or a `MethodCall` (then `m.f(2)` of a module `m`), or `Error`.
        call: Box<Expr>,
    },
    /// `p.mass`, `x.T`, `x.shape`
    Field {
        /// What stands before the point.
        base: Box<Expr>,
        /// What stands behind it.
        name: Name,
    },
    /// `x[i, 1:-1; wrap]`, and `f64[n, m]` as a type that is called.
    Index {
        /// What is indexed.
        base: Box<Expr>,
        /// One per axis, or fewer; never empty.
        items: Vec<IndexItem>,
        /// After `;`: empty for none, one for all axes, or one each.
        edges: Vec<EdgeMode>,
    },
    /// `f64?` before an index or call: the type of optional elements, as in `f64?[n](missing)`.
    Optional(Box<Expr>),
    /// `(a, b)`, `(a,)`, `()`, `(call = a, put = b)`. Either all items have names or none.
    Tuple(Vec<TupleItem>),
    /// `[1, 2]`, `[[1, 2], [3, 4]]`
    Array(Vec<Expr>),
    /// `for i, j in 0..n: e`
    For {
        /// One per dimension, outermost first; never empty.
        binders: Vec<Binder>,
        /// The element.
        body: Box<Expr>,
    },
    /// `|a, b| a + b`
    Lambda {
        /// The parameters; never empty.
        params: Vec<LambdaParam>,
        /// The result.
        body: Box<Expr>,
    },
    /// `if c { a } else { b }`
    If {
        /// The condition.
        cond: Box<Expr>,
        /// What is evaluated when it holds.
        then: Block,
        /// The other case: a `Block`, an `If` (for `else if`), or `None`.
        otherwise: Option<Box<Expr>>,
    },
    /// `{ let a = 1; a + 1 }`
    Block(Block),
    /// A place where no expression could be read.
    Error,
}

/// An argument of a call.
#[derive(Clone, Debug)]
pub struct Arg {
    /// `axis` in `axis = 0`.
    pub name: Option<Name>,
    /// Whether `inout` stands before it.
    pub inout: bool,
    /// The value.
    pub value: Expr,
    /// The whole of it.
    pub span: Span,
}

/// An item of a tuple.
#[derive(Clone, Debug)]
pub struct TupleItem {
    /// `call` in `(call = a, put = b)`.
    pub name: Option<Name>,
    /// The value.
    pub value: Expr,
}

/// One axis of an index.
#[derive(Clone, Debug)]
pub struct IndexItem {
    /// What it is.
    pub kind: IndexItemKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of an [`IndexItem`].
#[derive(Clone, Debug)]
pub enum IndexItemKind {
    /// `i`, `-1`, `idx`, `mask`. See [`Expr::counts_from_end`].
    Expr(Expr),
    /// `a:b`, `:`, `::2`, `1:-1`; in a type that is called, `time: t` is a label and a size.
    Slice {
        /// Where it begins.
        lo: Option<Box<Expr>>,
        /// Where it ends, exclusive.
        hi: Option<Box<Expr>>,
        /// The step.
        step: Option<Box<Expr>>,
    },
    /// `new`: an axis of size 1.
    New,
    /// `...`: all axes that are not mentioned.
    Ellipsis,
    /// `..s`, only in a type that is called: `f64[..s](0)`.
    Rest(Name),
    /// `_`, only in a type that is called: `f64[_](x)`.
    Any,
    /// `?`, only in a type that is called: `f64[?](x)`.
    Unknown,
}

/// What an index outside the array means.
#[derive(Clone, Debug)]
pub enum EdgeMode {
    /// `wrap`: the floored remainder.
    Wrap(Span),
    /// `clamp`: the nearest element.
    Clamp(Span),
    /// `mirror`: reflected, without repeating the edge.
    Mirror(Span),
    /// Any other expression: the value found outside. `(wrap)` in parentheses is a variable of that name.
    Fill(Expr),
}

impl EdgeMode {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            EdgeMode::Wrap(span) | EdgeMode::Clamp(span) | EdgeMode::Mirror(span) => *span,
            EdgeMode::Fill(value) => value.span,
        }
    }
}

/// `i`, or `i in 0..n`, in a `for`.
#[derive(Clone, Debug)]
pub struct Binder {
    /// The variable; may be `_` if it has a range.
    pub name: Name,
    /// Where it runs; `None` takes the extent of what it indexes.
    pub range: Option<Range>,
    /// The whole of it.
    pub span: Span,
}

/// `a..b`, `a..=b`, `a..b by c`
#[derive(Clone, Debug)]
pub struct Range {
    /// Where it begins.
    pub lo: Box<Expr>,
    /// Where it ends.
    pub hi: Box<Expr>,
    /// Whether the end belongs to it: `..=`.
    pub inclusive: bool,
    /// The step after `by`.
    pub step: Option<Box<Expr>>,
    /// The whole of it.
    pub span: Span,
}

/// `a`, or `a: f64`, in a lambda.
#[derive(Clone, Debug)]
pub struct LambdaParam {
    /// The parameter; may be `_`.
    pub name: Name,
    /// Its type, if written.
    pub ty: Option<TypeExpr>,
}

/// An operator before its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnaryOp {
    /// `-x`
    Neg,
    /// `~x`
    BitNot,
    /// `not x`
    Not,
}

impl UnaryOp {
    /// How it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            UnaryOp::Neg => "-",
            UnaryOp::BitNot => "~",
            UnaryOp::Not => "not",
        }
    }
}

impl fmt::Display for UnaryOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

/// An operator between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BinaryOp {
    /// `a + b`
    Add,
    /// `a - b`
    Sub,
    /// `a * b`
    Mul,
    /// `a / b`, for floats
    Div,
    /// `a // b`, floored
    FloorDiv,
    /// `a % b`, floored
    Rem,
    /// `a @ b`, the matrix product
    MatMul,
    /// `a ** b`
    Pow,
    /// `a & b`
    BitAnd,
    /// `a | b`
    BitOr,
    /// `a ^ b`
    BitXor,
    /// `a << b`
    Shl,
    /// `a >> b`
    Shr,
    /// `a == b`
    Eq,
    /// `a != b`
    Ne,
    /// `a < b`
    Lt,
    /// `a <= b`
    Le,
    /// `a > b`
    Gt,
    /// `a >= b`
    Ge,
    /// `a and b`, short-circuit
    And,
    /// `a or b`, short-circuit
    Or,
    /// `a ?? b`: `b` where `a` is missing
    Coalesce,
}

impl BinaryOp {
    /// How it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
            BinaryOp::FloorDiv => "//",
            BinaryOp::Rem => "%",
            BinaryOp::MatMul => "@",
            BinaryOp::Pow => "**",
            BinaryOp::BitAnd => "&",
            BinaryOp::BitOr => "|",
            BinaryOp::BitXor => "^",
            BinaryOp::Shl => "<<",
            BinaryOp::Shr => ">>",
            BinaryOp::Eq => "==",
            BinaryOp::Ne => "!=",
            BinaryOp::Lt => "<",
            BinaryOp::Le => "<=",
            BinaryOp::Gt => ">",
            BinaryOp::Ge => ">=",
            BinaryOp::And => "and",
            BinaryOp::Or => "or",
            BinaryOp::Coalesce => "??",
        }
    }

    /// Whether it compares: `== != < <= > >=`.
    pub fn is_comparison(self) -> bool {
        use BinaryOp::*;
        matches!(self, Eq | Ne | Lt | Le | Gt | Ge)
    }
}

impl fmt::Display for BinaryOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

impl Expr {
    /// The name that this expression is, if it is one.
    pub fn as_name(&self) -> Option<&Name> {
        match &self.kind {
            ExprKind::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Whether this, as an index or bound, counts from the end: its outermost operator is unary minus.
    pub fn counts_from_end(&self) -> bool {
        matches!(self.kind, ExprKind::Unary { op: UnaryOp::Neg, .. })
    }
}
