//! The array IR: first-order, monomorphic, in A-normal form, functional.
//!
//! Every array is a value; a node never changes its operands. Shapes are normalised polynomials over `i64` variables,
//! so two sizes are equal exactly when they are equal as data. The evaluator gives the meaning; see `eval`.
//!
//! Invariants, checked by `validate`:
//! 1. A variable is defined once, by a statement, a binder, a parameter or a size of its function, and used only in
//!    the block that defines it and the blocks inside.
//! 2. Variables in shapes and extents are `i64` scalars in scope.
//! 3. The types of a statement's results follow from its operation (see each [`Op`]).
//! 4. Calls form a DAG.
//!
//! There is no view node: a slice, a transpose or a gather is a [`Op::Build`] whose body is one [`Op::Index`]; fusion
//! puts it into its consumers, and what is stored all the same is a copy.

use abi::Status;
use base::{BinOp, CmpOp, DType, IndexVec, Poly, Scalar, Span, UnOp};

base::id!(
    /// A variable of one function.
    Var, "%"
);
base::id!(
    /// A function of a program.
    FuncId, "@"
);

/// A size or an index: a polynomial over `i64` scalar variables.
pub type Size = Poly<Var>;

/// Element type and shape; rank 0 is a scalar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Type {
    /// Element type.
    pub dtype: DType,
    /// Extents, outermost first.
    pub shape: Vec<Size>,
}

/// What is known of a variable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VarInfo {
    /// Its type.
    pub ty: Type,
    /// Its name in the source, for readers; need not be unique.
    pub name: String,
}

/// A monomorphic program: all functions reachable from the entry points.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Program {
    /// Callees may stand anywhere.
    pub functions: IndexVec<FuncId, Function>,
}

/// One instance of a source function.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Function {
    /// The instance's name, unique in the program (exported: its symbol).
    pub name: String,
    /// Whether it is an entry point.
    pub exported: bool,
    /// Whether it is a function of scalars lifted over one frame dimension: its only size is the frame's extent, and
    /// every parameter and result has rank 1 with that extent, or the parts of complex numbers in a second axis of 2.
    pub frame: bool,
    /// Size variables that parameters' shapes bind (`i64` scalars), in order of first occurrence. A size that is
    /// itself an `i64` parameter stands in `params` only.
    pub sizes: Vec<Var>,
    /// Parameters.
    pub params: Vec<Var>,
    /// What `where` promises on entry: each polynomial is >= 0. Sizes are >= 0 anyway.
    pub nonnegative: Vec<Size>,
    /// Positions of the parameters that the caller sees updated in place: arrays, in order. The last results, one for
    /// each, are what they become.
    pub inout: Vec<usize>,
    /// Types of the results; they mention sizes and parameters only.
    pub results: Vec<Type>,
    /// Every variable.
    pub vars: IndexVec<Var, VarInfo>,
    /// Gives the results.
    pub body: Block,
    /// The definition in the source.
    pub span: Span,
}

/// Statements in order, then the values of the block.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Block {
    /// Each uses what stands before it.
    pub stmts: Vec<Stmt>,
    /// The block's values.
    pub results: Vec<Operand>,
}

impl Block {
    /// Calls `change` with the place of every statement, those inside too.
    pub fn places_mut(&mut self, change: &mut impl FnMut(&mut Span)) {
        for stmt in &mut self.stmts {
            change(&mut stmt.span);
            stmt.op.blocks_mut().into_iter().for_each(|block| block.places_mut(change));
        }
    }
}

/// `outs = op`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stmt {
    /// The variables it defines.
    pub outs: Vec<Var>,
    /// What is done.
    pub op: Op,
    /// The source it came from.
    pub span: Span,
}

/// A variable or a constant scalar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Operand {
    /// A variable, scalar or array.
    Var(Var),
    /// A constant.
    Const(Scalar),
}

/// A loop variable that runs from 0 to its extent (exclusive).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Binder {
    /// An `i64` scalar.
    pub var: Var,
    /// A negative extent counts as 0. It mentions no binder of the same operation.
    pub extent: Size,
}

/// What an index outside the array means.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum EdgeMode {
    /// The nearest index inside.
    Clamp,
    /// The index modulo the extent.
    Wrap,
    /// Reflected at the first and last element, which are not repeated.
    Mirror,
}

/// How a reduction's order is fixed; see the charter's arithmetic page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Form {
    /// Chains of 256 leaves.
    Loop,
    /// Blocks of 32 lanes by 16.
    Array,
}

/// A function body used as an operator: 2k parameters (left values, right values), k results.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lambda {
    /// Scalars.
    pub params: Vec<Var>,
    /// Gives the combination.
    pub body: Block,
}

/// The operator of a reduction or a scan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reducer {
    /// `Add`, `Mul`, `Min`, `Max`, `And` (all), `Or` (any), one leaf a result, each of the result's type and all of one.
    /// Neutral elements: -0.0 or 0, 1, none, none, true, false; `Min` and `Max` of nothing are an error.
    Op(BinOp),
    /// A sum whose leaf is the product of two values: each step is `fma(a, b, acc)`; the body has two results, or two
    /// for each of several sums.
    SumOfProducts,
    /// The flat row-major `i64` index of the first smallest leaf (a NaN counts as smallest); empty is an error.
    ArgMin,
    /// The flat row-major `i64` index of the first largest leaf (a NaN counts as largest); empty is an error.
    ArgMax,
    /// The user's operator over k leaves with its neutral elements; always of [`Form::Loop`].
    User {
        /// One a leaf.
        init: Vec<Operand>,
        /// Associative by the user's word.
        combine: Lambda,
    },
}

/// What is said when a check fails: `{0}`… stand for the arguments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// The status that the call returns.
    pub status: Status,
    /// The message's template, without function and line.
    pub message: String,
    /// Up to four `i64` scalars for the template.
    pub args: Vec<Operand>,
}

/// The template for an index `{0}` outside an axis with extent `{1}` of an array, which may have no name.
#[must_use]
pub fn outside_message(array: &str, axis: usize) -> String {
    let of = if array.is_empty() { String::new() } else { format!(" of `{array}`") };
    format!("index {{0}} is outside axis {axis}{of} with extent {{1}}")
}

/// The operations. "Scalar" operands are variables of rank 0 or constants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Op {
    /// An `i64`: the value of a polynomial.
    Size(Size),
    /// A copy of any operand (scalar or array).
    Copy(Operand),
    /// On a scalar.
    Unary(UnOp, Operand),
    /// On two scalars of one type; fallible for integer division.
    Binary(BinOp, Operand, Operand),
    /// Two scalars of one type to a bool.
    Compare(CmpOp, Operand, Operand),
    /// `a * b + c` rounded once (twice where the target has no fma).
    Fma(Operand, Operand, Operand),
    /// To another element type.
    Convert(DType, Operand),
    /// The second where the first (a bool) is true, else the third; scalars.
    Select(Operand, Operand, Operand),
    /// An `i64` index mapped into `0..extent`; an extent of 0 is an error (status BOUNDS).
    Edge {
        /// What outside means.
        mode: EdgeMode,
        /// Any `i64`.
        index: Operand,
        /// Of the axis.
        extent: Size,
    },
    /// One element of an array of rank 1 or more. `checked[axis]`: whether the index may be outside, which is an error.
    Index {
        /// The array.
        array: Var,
        /// One `i64` an axis.
        indices: Vec<Operand>,
        /// One an axis; false where the index is known to be inside.
        checked: Vec<bool>,
    },
    /// Fails unless the bool scalar is true; no results.
    Assert {
        /// The condition.
        cond: Operand,
        /// What is said.
        failure: Failure,
    },
    /// For each result of the body an array of shape extents ++ its shape. Iterations are independent. There may be no
    /// results, where the body is run only for its checks.
    Build {
        /// Outermost first.
        binders: Vec<Binder>,
        /// Scalars, or arrays whose shapes do not mention the binders.
        body: Block,
    },
    /// The leaves at every index, combined. Scalars.
    Reduce {
        /// Outermost first; extents may depend on data.
        binders: Vec<Binder>,
        /// The leaves.
        body: Block,
        /// The operator.
        reducer: Reducer,
        /// The order.
        form: Form,
    },
    /// Inclusive prefix combinations along one axis: a vector for each leaf.
    Scan {
        /// The axis.
        binder: Binder,
        /// The leaves, scalars.
        body: Block,
        /// `Op` or `User`.
        reducer: Reducer,
    },
    /// `array` with elements replaced: for each index of the binders in row-major order, the body gives an `i64` index
    /// for each axis and then the new value. The body sees the old array. Where an index is written twice the last
    /// wins; with `op` the element becomes `op(element, value)` for every occurrence, in order.
    Update {
        /// The old value.
        array: Var,
        /// None for a single element.
        binders: Vec<Binder>,
        /// Rank indices, then the value.
        body: Block,
        /// Combines instead of replacing.
        op: Option<BinOp>,
        /// One an axis, as in [`Op::Index`].
        checked: Vec<bool>,
        /// Whether no index is written twice (then iterations are independent).
        distinct: bool,
        /// Whether no iteration reads of the array what another one writes (then it may be overwritten as it is read).
        apart: bool,
    },
    /// An array of the given constant extents, elements row-major.
    Literal {
        /// Element type.
        dtype: DType,
        /// Extents.
        shape: Vec<i64>,
        /// As many as the product of the extents.
        elements: Vec<Operand>,
    },
    /// One of two blocks.
    If {
        /// A bool scalar.
        cond: Operand,
        /// Where true.
        then: Block,
        /// Where false; as many results, of the same types.
        otherwise: Block,
    },
    /// Sequential iteration; results are the carried values at the end.
    Loop(Box<Loop>),
    /// A function applied; `sizes` match the callee's.
    Call {
        /// The callee.
        function: FuncId,
        /// The callee's sizes in terms of the caller's.
        sizes: Vec<Size>,
        /// The callee's parameters.
        args: Vec<Operand>,
    },
    /// A total function (see `analysis::Total`) applied, which stays a function of its own in the
    /// machine code. One scalar result; it cannot fail.
    Apply {
        /// The callee.
        function: FuncId,
        /// Its parameters, scalars.
        args: Vec<Operand>,
    },
}

/// A sequential loop: `trip` iterations at most, while `cond` holds, until the body says stop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Loop {
    /// The carried variables (defined for `cond` and `body`) with their first values.
    pub carried: Vec<(Var, Operand)>,
    /// A counter from 0; none for a loop without a bound.
    pub trip: Option<Binder>,
    /// Looked at before each iteration, in terms of the carried variables; one bool.
    pub cond: Option<Block>,
    /// The new carried values; if `breaks`, one more bool result at the front: true stops after this iteration.
    pub body: Block,
    /// Whether the body has the extra result.
    pub breaks: bool,
    /// Whether no iteration reads or writes what another one writes of the carried values, all of them arrays that the
    /// body only updates: iterations may then run in any order.
    pub independent: bool,
}

impl Program {
    /// The function of that name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<FuncId> {
        self.functions.iter_ids().find(|(_, function)| function.name == name).map(|(id, _)| id)
    }
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

impl Function {
    /// A new variable.
    pub fn fresh(&mut self, ty: Type, name: impl Into<String>) -> Var {
        self.vars.push(VarInfo { ty, name: name.into() })
    }
    /// The type of an operand.
    #[must_use]
    pub fn operand_type(&self, operand: &Operand) -> Type {
        match operand {
            Operand::Var(var) => self.vars[*var].ty.clone(),
            Operand::Const(scalar) => Type::scalar(scalar.dtype),
        }
    }
}

impl Operand {
    /// The variable, if it is one.
    #[must_use]
    pub fn var(self) -> Option<Var> {
        match self {
            Operand::Var(var) => Some(var),
            Operand::Const(_) => None,
        }
    }
}

impl From<Var> for Operand {
    fn from(var: Var) -> Self {
        Operand::Var(var)
    }
}

impl From<Scalar> for Operand {
    fn from(scalar: Scalar) -> Self {
        Operand::Const(scalar)
    }
}

impl Op {
    /// The blocks directly inside.
    #[must_use]
    pub fn blocks(&self) -> Vec<&Block> {
        match self {
            Op::Build { body, .. } | Op::Update { body, .. } => vec![body],
            Op::Reduce { body, reducer, .. } | Op::Scan { body, reducer, .. } => match reducer {
                Reducer::User { combine, .. } => vec![body, &combine.body],
                _ => vec![body],
            },
            Op::If { then, otherwise, .. } => vec![then, otherwise],
            Op::Loop(l) => l.cond.iter().chain([&l.body]).collect(),
            _ => Vec::new(),
        }
    }
    /// The blocks directly inside, mutable.
    pub fn blocks_mut(&mut self) -> Vec<&mut Block> {
        match self {
            Op::Build { body, .. } | Op::Update { body, .. } => vec![body],
            Op::Reduce { body, reducer, .. } | Op::Scan { body, reducer, .. } => match reducer {
                Reducer::User { combine, .. } => vec![body, &mut combine.body],
                _ => vec![body],
            },
            Op::If { then, otherwise, .. } => vec![then, otherwise],
            Op::Loop(l) => l.cond.iter_mut().chain([&mut l.body]).collect(),
            _ => Vec::new(),
        }
    }
    /// The binders of the operation's own block.
    #[must_use]
    pub fn binders(&self) -> &[Binder] {
        match self {
            Op::Build { binders, .. } | Op::Reduce { binders, .. } | Op::Update { binders, .. } => binders,
            Op::Scan { binder, .. } => std::slice::from_ref(binder),
            Op::Loop(l) => l.trip.as_slice(),
            _ => &[],
        }
    }
}
