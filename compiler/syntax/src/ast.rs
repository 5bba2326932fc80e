//! The syntax tree: what the source says, with the place of everything, and nothing resolved yet.
//!
//! `f64[n, m](0)` is a call of an index here, `x.T` is a field, and `T: f32 | f64` is a list of names: the
//! checker gives them their meaning. Every node has a [`Span`]; parentheses leave no node behind.
//!
//! Invariant: no [`Expr`], [`TypeExpr`], [`Pattern`] or [`Block`] that the parser hands out is deeper than
//! [`MAX_DEPTH`](crate::MAX_DEPTH), so a recursive walk (and the recursive drop) needs a bounded stack. A chain
//! of `n` operators counts as `n` levels. The parser puts an `Error` node where a tree would grow deeper.
//!
//! `Error` nodes stand where a diagnostic was given; a later stage must not complain about them again.

mod depth;
mod expr;
mod literal;
mod stmt;
mod ty;

pub use expr::*;
pub use literal::*;
pub use stmt::*;
pub use ty::*;

use base::Span;
use std::sync::Arc;

/// An identifier where it stands: `x`, `Δt`, `black_scholes`. `_` is allowed as a binder and in patterns.
#[derive(Clone, Debug)]
pub struct Name {
    /// The identifier itself.
    pub text: Arc<str>,
    /// Where it stands.
    pub span: Span,
}

impl Name {
    /// The name `text` at `span`.
    pub fn new(text: impl Into<Arc<str>>, span: Span) -> Self {
        Name { text: text.into(), span }
    }

    /// The identifier's text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether this is `_`, which binds nothing.
    pub fn is_blank(&self) -> bool {
        &*self.text == "_"
    }
}

/// The text of a message or name in quotes, escapes resolved: `"x is empty"`.
#[derive(Clone, Debug)]
pub struct Text {
    /// What the string says.
    pub value: Arc<str>,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// One source file.
#[derive(Clone, Debug)]
pub struct Module {
    /// The `#!` lines, without the marker, joined by newlines; `None` without any.
    pub docs: Option<Arc<str>>,
    /// Functions, records, imports and tests in source order.
    pub items: Vec<Item>,
    /// Comments that document nothing (`# …`), in source order, for the formatter.
    pub comments: Vec<Comment>,
    /// The whole file.
    pub span: Span,
}

/// A comment `# …` that is no documentation.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The text with its `#`.
    pub text: Arc<str>,
    /// Where it stands.
    pub span: Span,
}

/// Something at the top level of a file.
#[derive(Clone, Debug)]
pub struct Item {
    /// The `##` lines before it, without the marker, joined by newlines.
    pub docs: Option<Arc<str>>,
    /// `@fast`, `@require(lanes)` … in source order.
    pub attributes: Vec<Attribute>,
    /// Whether `pub` stands before it.
    pub public: bool,
    /// What it is.
    pub kind: ItemKind,
    /// From the first attribute or keyword to the end.
    pub span: Span,
}

/// What an [`Item`] is.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// `fn f(x: f64) -> f64 = x + 1;` and `extern fn g(x: f64) -> f64;`
    Function(Box<Function>),
    /// `struct Body { pos: f64[3], mass: f64 }`
    Struct(Struct),
    /// `use linalg;`, `use linalg.{cholesky, solve};`
    Use(Use),
    /// `test "sums" { assert sum([1, 2]) == 3; }`
    Test(Test),
    /// A place where no item could be read.
    Error,
}

/// `@export("name")` before an item.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// `fast`, `accurate`, `require`, `export` or anything else: the checker knows which exist.
    pub name: Name,
    /// What stands in the parentheses; empty without them.
    pub args: Vec<AttributeArg>,
    /// From `@` to the end.
    pub span: Span,
}

/// One argument of an [`Attribute`].
#[derive(Clone, Debug)]
pub enum AttributeArg {
    /// `lanes` in `@require(lanes)`
    Name(Name),
    /// `"name"` in `@export("name")`
    Text(Text),
}

/// A function with a body, or an `extern` one without.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name.
    pub name: Name,
    /// `<T: f32 | f64, U>`; empty without.
    pub generics: Vec<GenericParam>,
    /// The parameters in order.
    pub params: Vec<Param>,
    /// What stands after `->`; `None` for a function that returns `()`.
    pub result: Option<TypeExpr>,
    /// The constraints after `where`, as they stand: `n >= 3`.
    pub constraints: Vec<Expr>,
    /// The body; `None` exactly for `extern fn`. `{ … }` and `= { … };` are both [`ExprKind::Block`].
    pub body: Option<Expr>,
    /// From `fn` to the end of the header, which is what a message about the signature points at.
    pub header: Span,
    /// From `fn` (or `extern`) to the end.
    pub span: Span,
}

impl Function {
    /// Whether this is an `extern fn`.
    pub fn is_extern(&self) -> bool {
        self.body.is_none()
    }
}

/// `T: f32 | f64` in `fn f<T: f32 | f64>(…)`.
#[derive(Clone, Debug)]
pub struct GenericParam {
    /// The type variable.
    pub name: Name,
    /// The kind (`num`, one name) or the set (`f32 | f64`); empty means any.
    pub bound: Vec<Name>,
    /// The whole of it.
    pub span: Span,
}

/// `inout x: f64[n]` in a function's header.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name.
    pub name: Name,
    /// Whether `inout` stands before it: the caller's array is updated in place.
    pub inout: bool,
    /// Its type.
    pub ty: TypeExpr,
    /// The whole of it.
    pub span: Span,
}

/// `struct Body { pos: f64[3], mass: f64 }`
#[derive(Clone, Debug)]
pub struct Struct {
    /// Its name.
    pub name: Name,
    /// Its fields in order.
    pub fields: Vec<StructField>,
    /// From `struct` to the closing brace.
    pub span: Span,
}

/// `pos: f64[3]` in a record.
#[derive(Clone, Debug)]
pub struct StructField {
    /// The `##` lines before it.
    pub docs: Option<Arc<str>>,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeExpr,
    /// The whole of it.
    pub span: Span,
}

/// `use linalg;` or `use linalg.{cholesky, solve};`
#[derive(Clone, Debug)]
pub struct Use {
    /// The module's name, with the folders before it: `[linalg]`; `use a.b;` gives `[a, b]`.
    pub path: Vec<Name>,
    /// The names in braces; `None` for the module as a whole.
    pub names: Option<Vec<Name>>,
    /// From `use` to `;`.
    pub span: Span,
}

/// `test "name" { … }`
#[derive(Clone, Debug)]
pub struct Test {
    /// What it is called.
    pub name: Text,
    /// What it does.
    pub body: Block,
    /// From `test` to the closing brace.
    pub span: Span,
}
