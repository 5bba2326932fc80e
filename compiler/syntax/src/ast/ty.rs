//! Types as they are written, and the sizes in them.

use super::{Expr, Name};
use base::Span;

/// A type as it is written.
#[derive(Clone, Debug)]
pub struct TypeExpr {
    /// What it is.
    pub kind: TypeExprKind,
    /// Where it stands.
    pub span: Span,
    /// Levels of nodes, this one included; see the module's invariant.
    pub depth: u32,
}

/// The forms of a [`TypeExpr`].
#[derive(Clone, Debug)]
pub enum TypeExprKind {
    /// An element type, a type variable or a record: `f64`, `T`, `Body`; from a module: `linalg.Factors`.
    Name {
        /// `linalg` in `linalg.Factors`.
        module: Option<Name>,
        /// The type's own name.
        name: Name,
    },
    /// `f64?`: a value or `missing`. Stands directly around a `Name`, inside any `Array`.
    Optional(Box<TypeExpr>),
    /// `f64[n, m]`, `f64?[n]`, `T[..s]`, `f64[time: t]`. The element is a `Name`, an `Optional` or a `Tuple`.
    Array {
        /// What the array holds.
        element: Box<TypeExpr>,
        /// The dimensions, outermost first; never empty.
        dims: Vec<DimExpr>,
    },
    /// `(f64, i64)`, `(call: f64, put: f64)`, `()`, `(f64,)`. Either all fields have names or none.
    Tuple(Vec<TupleTypeField>),
    /// `fn(T, T) -> T`: the type of a parameter that is a function.
    Function {
        /// The parameters' types.
        params: Vec<TypeExpr>,
        /// The result's type.
        result: Box<TypeExpr>,
    },
    /// A place where no type could be read.
    Error,
}

/// One field of a tuple type: `call: f64` or `f64`.
#[derive(Clone, Debug)]
pub struct TupleTypeField {
    /// The field's name, if the tuple has names.
    pub name: Option<Name>,
    /// The field's type.
    pub ty: TypeExpr,
}

/// One dimension of an array type.
#[derive(Clone, Debug)]
pub struct DimExpr {
    /// `time` in `f64[time: t]`.
    pub label: Option<Name>,
    /// The size.
    pub kind: DimKind,
    /// The whole of it.
    pub span: Span,
}

/// The forms of a dimension's size.
#[derive(Clone, Debug)]
pub enum DimKind {
    /// A size expression: `n`, `3`, `rows + 1`. The grammar takes any operators; the checker allows `+ - * //`.
    Size(Expr),
    /// `..s`: any number of dimensions, called `s`. Has no label.
    Rest(Name),
    /// `?`: depends on data.
    Unknown,
    /// `_`: any.
    Any,
}
