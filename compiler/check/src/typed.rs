//! The typed program: what the source means, with everything implicit written out.
//!
//! Names are resolved, element types concrete (one function per instance), sizes symbolic, overloads chosen. What the
//! source leaves unsaid stands here as nodes: conversions, broadcasting and lifting ([`Apply`]), fused multiply-adds,
//! ranges of binders, indices from the end, operands that are used twice (bound by hidden locals first).
//!
//! Invariants:
//! 1. Every local is defined once: as a parameter, a size, a `let`, a binder, a loop counter or an operator's
//!    parameter. Uses are in the scope of the definition, except in the *types* of an enclosing block (see 3).
//! 2. A [`Size`] mentions only `i64` locals of rank 0 that never change (not `var`s). A local that was bound to
//!    a polynomial is replaced by it, so two sizes are equal exactly when they are equal as data.
//! 3. A size in the type of a [`ExprKind::Block`] may mention a `let` of that block: it is in scope once the block's
//!    statements have run. The types of a branch, of a `for`'s body and of a function's body do not (except that the
//!    body of a [`ExprKind::For`] under a [`Reduce`] or a [`Scan`] is free to).
//! 4. Expressions have any number of values: none (a statement), one, or several (a tuple, flattened).
//! 5. Operands are evaluated left to right. Assignments occur in statements only and never inside the body of a `for`
//!    for a `var` from outside.
//! 6. Calls form a DAG.

use abi::Status;
use base::{BinOp, CmpOp, DType, IndexVec, Poly, Scalar, Span, UnOp};

mod display;
mod visit;

pub use visit::{always_leaves, any_type, assigned_locals, returns};

base::id!(
    /// A function of a [`Module`].
    FunctionId, "@"
);
base::id!(
    /// A local value of one [`Function`].
    LocalId, "%"
);

/// A size or an `i64` value that is known as a polynomial.
pub type Size = Poly<LocalId>;

/// A checked program: every function that the module defines, and those of the prelude that it uses.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// Every instance; a callee may stand anywhere.
    pub functions: IndexVec<FunctionId, Function>,
}

/// One instance of a function of the source.
#[derive(Clone, Debug)]
pub struct Function {
    /// Unique in the module; for an exported instance its symbol, else such as `std.exp(f64)`.
    pub name: String,
    /// The name in the source.
    pub source_name: String,
    /// Whether it is an entry point of the library.
    pub exported: bool,
    /// Parameters in order.
    pub params: Vec<LocalId>,
    /// Size variables in order of first occurrence; each is an `i64` local. An `i64` parameter that is used as a
    /// size stands in `params` only.
    pub sizes: Vec<SizeVar>,
    /// What `where` says: facts inside the function. The boundary checks them for an entry point; a call inside the
    /// program has an [`StmtKind::Assert`] before it where they are not plainly true.
    pub constraints: Vec<Constraint>,
    /// The positions of the parameters that are updated in place.
    pub inout: Vec<usize>,
    /// The results: none, one, or the items of a tuple; behind them what the `inout` parameters have become.
    pub results: Vec<ResultDecl>,
    /// Every local.
    pub locals: IndexVec<LocalId, Local>,
    /// Gives the results; without a value if every way through it ends with a `return`.
    pub body: Block,
    /// The `var`s that hold the results behind a [`StmtKind::Return`]; none if there is no such statement.
    pub returned: Vec<LocalId>,
    /// `@fast`, `@require(lanes)`: attributes as written, without `@`.
    pub attributes: Vec<String>,
    /// The header in the source.
    pub span: Span,
}

/// A size variable and the axis that gives it its value.
#[derive(Clone, Debug)]
pub struct SizeVar {
    /// The local that holds it.
    pub local: LocalId,
    /// Position of the parameter in whose type it stands alone.
    pub param: usize,
    /// The axis of that parameter.
    pub axis: usize,
}

/// One relation of a `where`.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// Left side.
    pub lhs: Size,
    /// The relation.
    pub op: CmpOp,
    /// Right side.
    pub rhs: Size,
    /// As written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// One result of a function.
#[derive(Clone, Debug)]
pub struct ResultDecl {
    /// Its name, in a tuple with names.
    pub name: Option<String>,
    /// Its type; mentions sizes and `i64` parameters only.
    pub ty: Type,
}

/// Element type and shape; rank 0 is a scalar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Type {
    /// Element type.
    pub dtype: DType,
    /// Extents, outermost first.
    pub shape: Vec<Size>,
}

/// What is known of a local.
#[derive(Clone, Debug)]
pub struct Local {
    /// Name in the source; hidden ones have a `$` in front.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// What defines it.
    pub kind: LocalKind,
    /// Where it is defined.
    pub span: Span,
}

/// What defines a [`Local`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LocalKind {
    /// A parameter of the function.
    Param,
    /// A size variable.
    Size,
    /// How many elements of a mask are true: never negative.
    Count,
    /// `let`, or a hidden value.
    Let,
    /// `var`: may be assigned.
    Var,
    /// A binder of a `for`.
    Binder,
    /// The counter of a `loop`.
    Counter,
    /// A parameter of an [`Operator::User`].
    Operand,
}

/// An expression: its values with their types.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The types of its values.
    pub types: Vec<Type>,
    /// Where it came from.
    pub span: Span,
}

/// The forms of an [`Expr`]. "Scalar" means one value of rank 0.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A constant scalar.
    Const(Scalar),
    /// The value of a local.
    Local(LocalId),
    /// The `i64` value of a polynomial.
    Size(Size),
    /// A scalar operation or a call, over a frame.
    Apply(Box<Apply>),
    /// The values of all items, one after the other.
    Tuple(Vec<Expr>),
    /// Value number `index` of a tuple.
    Item {
        /// Has several values.
        tuple: Box<Expr>,
        /// Which.
        index: usize,
    },
    /// `[a, b]`: the items (all of one type) along a new first axis.
    Array(Vec<Expr>),
    /// An array for each value of the body, of shape extents ++ its shape.
    For(Box<For>),
    /// A reduction of the one value of an expression.
    Reduce(Box<Reduce>),
    /// Inclusive prefix combinations along one axis.
    Scan(Box<Scan>),
    /// Indices, slices, gathers and new axes.
    Index(Box<Index>),
    /// Axis `k` of the result is axis `axes[k]` of the value.
    Permute {
        /// The array.
        value: Box<Expr>,
        /// A permutation.
        axes: Vec<usize>,
    },
    /// The value with the shape of this expression's type, asserted at run time where the extents differ as
    /// polynomials; the ranks are equal.
    Expect {
        /// The array.
        value: Box<Expr>,
    },
    /// One of two blocks with the same types (none, for a statement). A block that always leaves a loop or the
    /// function may lack its values.
    If(Box<If>),
    /// Statements, then values.
    Block(Box<Block>),
}

/// A scalar operation (or a function on cells) at every point of a frame.
///
/// The result's shape is the frame's, followed by the core shape of the function's result.
#[derive(Clone, Debug)]
pub struct Apply {
    /// What is done to each cell.
    pub op: Op,
    /// Loop dimensions, outermost first; empty for a plain call.
    pub frame: Vec<Size>,
    /// The operands.
    pub args: Vec<Operand>,
}

/// What an [`Apply`] does to its cells. All but `Call` are on scalars.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Op {
    /// On one operand.
    Unary(UnOp),
    /// On two of one type.
    Binary(BinOp),
    /// On two of one type; gives a bool.
    Compare(CmpOp),
    /// `a * b + c`, rounded once (twice where the target has no fma).
    Fma,
    /// To the element type of the result; the same type for a mere broadcast.
    Convert,
    /// `(c, a, b)`: `a` where `c`, else `b`; both are evaluated.
    Select,
    /// `(re, im)`: the complex number with these parts.
    Complex,
    /// The real part of a complex number.
    Real,
    /// The imaginary part of a complex number.
    Imag,
    /// A call.
    Call {
        /// The callee.
        function: FunctionId,
        /// The values of the callee's `sizes`, in the caller's terms.
        sizes: Vec<Size>,
    },
}

/// An operand of an [`Apply`] (or a gather's index): the leading axes belong to the frame, the rest to the cell.
#[derive(Clone, Debug)]
pub struct Operand {
    /// One value.
    pub value: Expr,
    /// For each leading axis of `value`: `Some(k)` if it is indexed by frame dimension `k`, `None` if it has extent 1
    /// and is stretched. Frame dimensions that nobody names do not change the operand.
    pub frame: Vec<Option<usize>>,
}

/// How far from 0 the bounds of a range may lie: the number of values between two of them is an `i64`, and so is its sum
/// with a step.
pub const FARTHEST: i64 = 1 << 61;

/// A local that runs over `lo, lo + step, …`: `extent` values, none when `extent` is negative.
#[derive(Clone, Debug)]
pub struct Binder {
    /// The `i64` local.
    pub local: LocalId,
    /// First value.
    pub lo: Size,
    /// The bound behind the last value.
    pub hi: Size,
    /// Difference of two values; not zero: one that is not constant has been checked before.
    pub step: Size,
    /// How many. A negative one is an error where the array is stored, and means none in reductions and loops.
    pub extent: Size,
    /// Where it stands.
    pub span: Span,
}

impl Binder {
    /// Over `0..extent`.
    #[must_use]
    pub fn counting(local: LocalId, extent: Size, span: Span) -> Self {
        Self { local, lo: Size::constant(0), hi: extent.clone(), step: Size::constant(1), extent, span }
    }
}

/// `for i, j: e`.
#[derive(Clone, Debug)]
pub struct For {
    /// Outermost first.
    pub binders: Vec<Binder>,
    /// Any number of values; their shapes do not mention the binders.
    pub body: Expr,
}

/// A reduction over some axes of an array, or for the user's operator of a [`For`] with several values.
///
/// If `value` is an [`ExprKind::For`], its extents may depend on data and on enclosing binders, and an axis that is
/// reduced with a negative extent counts as empty.
#[derive(Clone, Debug)]
pub struct Reduce {
    /// The operator.
    pub operator: Operator,
    /// The array.
    pub value: Expr,
    /// The axes that go, in order; never empty unless the value is a scalar.
    pub axes: Vec<usize>,
    /// Whether each of them stays with extent 1.
    pub keep: bool,
    /// The order of the combination.
    pub form: Form,
    /// For a sum of floats: the leaf (seen through the bodies of `for`s and the values of blocks) is an [`Apply`] of
    /// `Binary(Mul)`, and each step is a fused multiply-add.
    pub fma_leaf: bool,
}

/// What combines two elements.
#[derive(Clone, Debug)]
pub enum Operator {
    /// `Add`, `Mul`, `Min`, `Max`, `And`, `Or`.
    Op(BinOp),
    /// The `i64` position of the first smallest element (row-major over the reduced axes; NaN first).
    ArgMin,
    /// The `i64` position of the first largest element (row-major over the reduced axes; NaN first).
    ArgMax,
    /// The user's.
    User(Box<UserOperator>),
}

/// A combination that the user wrote.
#[derive(Clone, Debug)]
pub struct UserOperator {
    /// The neutral element: a scalar, or several.
    pub init: Expr,
    /// The locals for the left value: one each, or as many as it has parts.
    pub left: Vec<LocalId>,
    /// The locals for the right value.
    pub right: Vec<LocalId>,
    /// The combination, scalars of the same types.
    pub body: Expr,
}

/// Which order of combination a [`Reduce`] has; `arithmetic.md` defines both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Chains of 256.
    Loop,
    /// Blocks of 32 lanes.
    Array,
}

/// `y[..., k, ...] = x[0] ⊕ … ⊕ x[k]` along one axis.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The operator, not `ArgMin` or `ArgMax`.
    pub operator: Operator,
    /// The array.
    pub value: Expr,
    /// Along which axis.
    pub axis: usize,
}

/// `x[…]`, or the left side of an assignment.
///
/// The result's dimensions are those of the items in order. Where indices are arrays they share one frame: all of its
/// dimensions stand together (see [`Selection::frame_at`]).
#[derive(Clone, Debug)]
pub struct Index {
    /// The array.
    pub base: Expr,
    /// Which elements.
    pub selection: Selection,
}

/// Which elements of an array are meant.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Dimensions of the index arrays together; empty if all indices are scalars.
    pub frame: Vec<Size>,
    /// How many dimensions of the result stand before them: those of the items before the first index array, or none
    /// where an item with a dimension of its own stands between index arrays.
    pub frame_at: usize,
    /// In order; together they take up every axis of the base.
    pub items: Vec<IndexItem>,
}

/// One item of a [`Selection`].
#[derive(Clone, Debug)]
pub enum IndexItem {
    /// An `i64` index, or an array of them: takes up an axis.
    At {
        /// Already counted from the start.
        index: Operand,
        /// What outside means.
        edge: Edge,
    },
    /// Elements `lo, lo + step, …` of an axis: takes up the axis, gives a dimension. Everything in it must be inside;
    /// a negative extent is an error.
    Slice {
        /// First element.
        lo: Size,
        /// The bound behind the last element, as written: with a step no element need be just before it.
        hi: Size,
        /// Not zero.
        step: i64,
        /// How many.
        extent: Size,
    },
    /// A dimension of extent 1 that takes up no axis.
    New,
}

/// What an index outside the array means.
#[derive(Clone, Debug)]
pub enum Edge {
    /// An error.
    Check,
    /// Nothing: the index is inside by the way it was made.
    Inside,
    /// The floored remainder.
    Wrap,
    /// The nearest element.
    Clamp,
    /// Reflected, without repeating the edge.
    Mirror,
    /// The element is this constant or local (a scalar of the base's element type).
    Fill(Box<Expr>),
}

/// A scalar condition and what each case does.
#[derive(Clone, Debug)]
pub struct If {
    /// A scalar bool.
    pub cond: Expr,
    /// Where it holds.
    pub then: Block,
    /// Where it does not.
    pub otherwise: Block,
}

/// Statements in order, then values.
#[derive(Clone, Debug)]
pub struct Block {
    /// Each sees the locals of those before.
    pub stmts: Vec<Stmt>,
    /// What the block's values are; `None` for none.
    pub value: Option<Expr>,
}

/// A statement.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a [`Stmt`].
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// Defines a local (`let` or `var`) for each value; `None` drops it.
    Let {
        /// As many as the value has values.
        locals: Vec<Option<LocalId>>,
        /// The first value.
        value: Expr,
    },
    /// `x = e`, for a `var`; the type stays.
    Assign {
        /// A `var`.
        local: LocalId,
        /// The new value.
        value: Expr,
    },
    /// `x[…] = e`, for a `var`.
    Update {
        /// A `var`.
        local: LocalId,
        /// No `New`; edges are `Check` or `Inside`.
        selection: Selection,
        /// `None` to replace. Otherwise the element becomes `op(element, value)`, once for every occurrence of an
        /// index, in row-major order: only where an index is an array, since `x[i] += v` is written out.
        op: Option<BinOp>,
        /// The value: the frame is the selection's shape.
        value: Operand,
    },
    /// Sequential iteration.
    Loop {
        /// The counter.
        binder: Binder,
        /// What is done for each value.
        body: Block,
    },
    /// Repeats while a scalar bool holds.
    While {
        /// Looked at before each round.
        cond: Expr,
        /// What is repeated.
        body: Block,
    },
    /// Leaves the innermost `loop` or `while`.
    Break,
    /// Goes on with the next round of the innermost `loop` or `while`.
    Continue,
    /// Leaves the function with what [`Function::returned`] hold.
    Return,
    /// Fails unless a scalar bool holds.
    Assert {
        /// The condition.
        cond: Expr,
        /// What to say.
        message: String,
        /// What the call then returns.
        status: Status,
    },
    /// Evaluates, for its checks and assignments, and drops the values.
    Eval(Expr),
}

impl Type {
    /// A scalar type.
    #[must_use]
    pub fn scalar(dtype: DType) -> Self {
        Self { dtype, shape: Vec::new() }
    }
    /// The number of axes.
    #[must_use]
    pub fn rank(&self) -> usize {
        self.shape.len()
    }
}

impl Expr {
    /// An expression with one value.
    #[must_use]
    pub fn new(kind: ExprKind, ty: Type, span: Span) -> Self {
        Self { kind, types: vec![ty], span }
    }
    /// The type of the only value.
    #[must_use]
    pub fn ty(&self) -> &Type {
        match self.types.as_slice() {
            [ty] => ty,
            types => base::bug!("an expression with {} values where one is needed", types.len()),
        }
    }
}

impl IndexItem {
    /// All elements of an axis, in order.
    #[must_use]
    pub fn whole(extent: &Size) -> Self {
        IndexItem::Slice { lo: Size::constant(0), hi: extent.clone(), step: 1, extent: extent.clone() }
    }
}

impl Selection {
    /// The shape of what is selected.
    #[must_use]
    pub fn shape(&self) -> Vec<Size> {
        let mut shape = Vec::new();
        for item in &self.items {
            match item {
                IndexItem::At { .. } => {}
                IndexItem::Slice { extent, .. } => shape.push(extent.clone()),
                IndexItem::New => shape.push(Size::constant(1)),
            }
        }
        shape.splice(self.frame_at..self.frame_at, self.frame.iter().cloned());
        shape
    }
}
