//! The loop IR: imperative loops over buffers, with explicit vectors, masks and storage.
//!
//! A [`Kernel`] is one entry point for one target. Values are defined once; mutable state is in registers and buffers.
//! Every value has an element type and a lane count; lanes > 1 appear when the vectorising pass has carried out the
//! loops that the schedule marked. Until the expanding passes have run, reductions and scans stand as statements.
//!
//! Invariants, checked by `validate`:
//! 1. A value is defined once, by a parameter, a [`Stmt::Let`] or a loop, and used only in the block that defines it
//!    and the blocks inside.
//! 2. Operand types fit the operation; operands of one operation have one lane count; a constant operand stands for
//!    as many equal lanes as needed, a uniform value is widened by [`Op::Splat`] only.
//! 3. Polynomials mention scalar `i64` values only.
//! 4. A temporary buffer is allocated by one [`Stmt::Alloc`] and used only in that block after it and the blocks inside.
//! 5. The body of a parallel loop sets no register from outside the loop and contains no parallel loop.
//! 6. A function has scalar parameters and no memory, loops or failures; it calls only functions before it.
//! 7. At stage [`Stage::Vector`]: no reduction, no scan, no loop of kind vector or unrolled.

use abi::Status;
use base::{BinOp, CmpOp, DType, IndexVec, Poly, Scalar, Span, UnOp};

base::id!(
    /// A value, defined once.
    Value, "%"
);
base::id!(
    /// A mutable local variable.
    Register, "$"
);
base::id!(
    /// A region of memory of one element type.
    Buffer, "b"
);
base::id!(
    /// A place that can fail, with its message.
    Site, "site"
);
base::id!(
    /// A function of a program.
    FuncId, "fn"
);

/// An index or size: a polynomial over scalar `i64` values.
pub type Affine = Poly<Value>;

/// How far the passes have come; the validator's mode.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// As lowered: everything scalar, reductions and scans whole.
    Scalar,
    /// Reductions and scans are loops.
    Expanded,
    /// Marked loops are vectors; what code generation takes.
    Vector,
}

/// Element type and lane count (1: a scalar). A mask is `bool` with lanes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Ty {
    /// Element type.
    pub dtype: DType,
    /// Lanes, a power of two.
    pub lanes: u32,
}

/// What is known of a value or register.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValueInfo {
    /// Its type.
    pub ty: Ty,
    /// A name for readers; need not be unique.
    pub name: String,
}

/// Where a buffer's memory comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Storage {
    /// The caller's, read only.
    Input,
    /// The caller's, written (and then readable).
    Output,
    /// From the call's arena, as [`Stmt::Alloc`] says.
    Arena,
    /// On the stack, this many elements; small, so that they can live in registers.
    Stack(u32),
    /// Constant data.
    Constant(Vec<Scalar>),
}

/// What is known of a buffer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BufferInfo {
    /// Element type; a bool is a byte of 0 or 1.
    pub dtype: DType,
    /// Its memory.
    pub storage: Storage,
    /// Buffers of different classes never overlap; those that [`Stmt::Swap`] exchanges share one.
    pub class: u32,
    /// A name for readers.
    pub name: String,
}

/// The kernels of a program for one target.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Program {
    /// What kernels call, callees first.
    pub functions: IndexVec<FuncId, Function>,
    /// One an entry point.
    pub kernels: Vec<Kernel>,
}

/// A function of scalars without memory or failures. It is applied lane by lane; code generation makes a version of it
/// for each number of lanes that it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Function {
    /// Parameters, registers and statements.
    pub code: Kernel,
    /// What it gives.
    pub result: Operand,
}

/// One entry point's code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kernel {
    /// The entry point's symbol.
    pub name: String,
    /// In the order of the kernel ABI's slots.
    pub params: Vec<Param>,
    /// Every value.
    pub values: IndexVec<Value, ValueInfo>,
    /// Every register.
    pub registers: IndexVec<Register, ValueInfo>,
    /// Every buffer.
    pub buffers: IndexVec<Buffer, BufferInfo>,
    /// Every place that can fail.
    pub sites: IndexVec<Site, SiteInfo>,
    /// The code; it falls off its end when it succeeds.
    pub body: Block,
    /// The definition in the source.
    pub span: Span,
}

/// What a failing check says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SiteInfo {
    /// The status that the call returns.
    pub status: Status,
    /// `{0}`…`{3}` stand for the arguments.
    pub message: String,
    /// The source.
    pub span: Span,
}

/// Statements in order.
pub type Block = Vec<Stmt>;

/// A parameter as it stands in the slots.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Param {
    /// One slot: a scalar's bits.
    Scalar(Value),
    /// Data pointer, extents, strides. The stride of an axis whose inner extents are all constants in the argument's
    /// type is their product (so the innermost is 1); such strides have values all the same.
    Array {
        /// Its memory.
        buffer: Buffer,
        /// One an axis.
        extents: Vec<Value>,
        /// One an axis, in elements.
        strides: Vec<Value>,
    },
    /// One slot: where a scalar result goes, or where a scalar that is updated lies.
    ScalarPlace(Buffer),
    /// One slot, the first: the extent of the frame of a lifted scalar function.
    Frame(Value),
    /// Two slots: data pointer and frame stride (always 1) of a lifted scalar.
    FrameArray(Buffer),
}

/// A value or a constant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Operand {
    /// A value.
    Value(Value),
    /// A constant, in every lane.
    Const(Scalar),
}

/// What each lane of an access touches.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Lanes {
    /// A scalar access at `base`.
    Scalar,
    /// Lane k at `base + k`.
    Contiguous,
    /// Lane k at `base + k * step`, the step a uniform `i64`.
    Strided(Operand),
    /// Lane k at `base + offset[k]`, the offsets `i64` lanes.
    Gather(Value),
}

/// Elements of a buffer.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Access {
    /// The memory.
    pub buffer: Buffer,
    /// Element index.
    pub base: Affine,
    /// The lanes' pattern.
    pub lanes: Lanes,
}

/// How lanes are combined.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fold {
    /// By an operation.
    Op(BinOp),
    /// The later of two lanes where it compares so with the earlier one, else the earlier.
    Better(CmpOp),
}

impl std::fmt::Display for Fold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Op(op) => op.fmt(f),
            Self::Better(op) => op.fmt(f),
        }
    }
}

/// Operations that give a value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Op {
    /// A scalar `i64`: the value of a polynomial.
    Index(Affine),
    /// Lane by lane.
    Unary(UnOp, Operand),
    /// Lane by lane, of one type. Integer division: the divisor is not zero in any active lane (checked before);
    /// inactive lanes may hold anything, code generation makes them harmless.
    Binary(BinOp, Operand, Operand),
    /// Lane by lane, to bool.
    Compare(CmpOp, Operand, Operand),
    /// Lane by lane, rounded once (twice where the target has no fma).
    Fma(Operand, Operand, Operand),
    /// Lane by lane, to another element type.
    Convert(DType, Operand),
    /// Lane by lane: the second where the first (bool) is true, else the third.
    Select(Operand, Operand, Operand),
    /// Lane by lane: a function of the operands.
    Call(FuncId, Vec<Operand>),
    /// Elements; inactive lanes of the mask touch no memory and give 0.
    Load(Access, Option<Value>),
    /// A register's value.
    Get(Register),
    /// A scalar in every one of so many lanes.
    Splat(Operand, u32),
    /// Lanes 0, 1, 2 … of an integer type.
    Iota(DType, u32),
    /// One lane, a constant number.
    Extract(Operand, u32),
    /// The lanes combined by halving: lane l with lane l + s for s = lanes/2 … 1.
    FoldLanes(Fold, Operand),
    /// Lanes picked from the first operand's and then the second's by number; as many lanes as numbers.
    Shuffle(Operand, Operand, Vec<u32>),
    /// Whether any lane of a mask is set; a scalar.
    Any(Operand),
    /// Whether every lane of a mask is set; a scalar.
    All(Operand),
    /// The first operand's value in the first set lane of the mask (lane 0 when none is).
    FirstActive(Operand, Value),
    /// A mask of so many lanes of which the first n are set: n an `i64`, at most 0 for none.
    FirstLanes(Operand, u32),
    /// Elements from a scalar access on up to one whose address is a multiple of so many bytes (a power of two, not
    /// less than the element): where a loop had best begin, so nothing but speed may depend on it. The evaluator says 0.
    Lead(Access, u32),
    /// The first operand, a scalar `i64`. What follows from it is computed for each value of the second, a scalar `i64`
    /// too, rather than kept in memory until it is needed.
    Anew(Operand, Operand),
}

/// How a loop runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LoopKind {
    /// One iteration after another.
    Serial,
    /// Iterations are independent, nothing decided yet.
    Independent,
    /// Iterations in any order on several threads; the number of iterations below which it is not worth it.
    Parallel {
        /// Iterations that one thread takes at least.
        grain: u32,
    },
    /// This many iterations at a time in lanes; what is left at the end has code of its own.
    Vector(u32),
    /// This many iterations at a time in lanes, what is left at the end one after another.
    ThenScalar(u32),
    /// This many iterations at a time in lanes, what is left at the end by the same code: always under a mask.
    Masked(u32),
    /// Fully unrolled; the extent is a constant.
    Unrolled,
}

/// Statements.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stmt {
    /// Defines a value.
    Let {
        /// Its name.
        value: Value,
        /// What it is.
        op: Op,
    },
    /// Gives a register a new value, in the active lanes of the mask.
    Set {
        /// The register.
        register: Register,
        /// Its new value.
        value: Operand,
        /// Lanes that change; all when none.
        mask: Option<Value>,
    },
    /// Writes elements, in the active lanes of the mask; a later lane wins.
    Store {
        /// Where.
        access: Access,
        /// What.
        value: Operand,
        /// Lanes that write; all when none.
        mask: Option<Value>,
    },
    /// A counted loop.
    For(Box<For>),
    /// Runs `test` (which ends in a scalar bool), then `body` and again while it is true.
    While {
        /// Computes the condition.
        test: Block,
        /// A scalar bool.
        cond: Operand,
        /// What is repeated.
        body: Block,
    },
    /// One of two blocks by a scalar bool.
    If {
        /// The condition.
        cond: Operand,
        /// Where true.
        then: Block,
        /// Where false.
        otherwise: Block,
    },
    /// Fails unless `ok` is true (in every active lane): the kernel ends with the site's status.
    Check {
        /// A bool, with lanes or without.
        ok: Operand,
        /// Lanes that count; all when none.
        mask: Option<Value>,
        /// What is said.
        site: Site,
        /// `i64` for the message, with as many lanes as `ok` or uniform; at most four.
        args: Vec<Operand>,
    },
    /// Memory for an arena buffer until the end of this block; fails with MEMORY where there is none. The extent is
    /// not negative.
    Alloc {
        /// The buffer.
        buffer: Buffer,
        /// Elements.
        extent: Affine,
        /// What is said, with the number of elements, where the source has the array.
        site: Option<Site>,
    },
    /// Two buffers of one class and element type exchange their memory.
    Swap(Buffer, Buffer),
    /// A whole reduction (stage scalar only).
    Reduce(Box<Reduce>),
    /// A whole scan (stage scalar only).
    Scan(Box<Scan>),
}

/// `for var in lo..hi`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct For {
    /// An `i64` scalar.
    pub var: Value,
    /// First value.
    pub lo: Affine,
    /// One past the last; not above `lo`: no iteration.
    pub hi: Affine,
    /// How it runs.
    pub kind: LoopKind,
    /// What is done.
    pub body: Block,
    /// The source it came from.
    pub span: Span,
}

/// The operator of a reduction or scan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reducer {
    /// One leaf a result: several reductions over one domain may run as one.
    Op(BinOp),
    /// Two leaves a result: each step is `fma(a, b, acc)`.
    SumOfProducts,
    /// One leaf; the result is a flat index.
    ArgMin,
    /// One leaf; the result is a flat index.
    ArgMax,
    /// k leaves: `left` and `right` are set, `body` runs, `result` is the combination.
    User {
        /// Neutral elements.
        init: Vec<Operand>,
        /// Values that the body uses for the left operand.
        left: Vec<Value>,
        /// Values that the body uses for the right operand.
        right: Vec<Value>,
        /// Scalar code.
        body: Block,
        /// The combination.
        result: Vec<Operand>,
    },
}

/// How a whole reduction or scan runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Plan {
    /// One leaf after another; also where the lanes of a loop around it each have a reduction of their own.
    #[default]
    Serial,
    /// The leaves in lanes.
    Lanes,
    /// The leaves in lanes and blocks of them on several threads; how many blocks one thread takes at least.
    Parallel(u32),
}

/// What is known of the extent of a reduction along one axis.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Length {
    /// Nothing.
    #[default]
    Any,
    /// It is at most 32: the array form is one chain.
    Short,
    /// It is more than 32.
    Long,
}

/// A whole reduction; the order of combination is that of the array IR.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reduce {
    /// The results, registers of the leaf's type (`i64` for an index).
    pub results: Vec<Register>,
    /// Where the results go one after another, if not to the registers, which then only say their types.
    pub into: Option<Buffer>,
    /// Loop variables and extents, outermost first.
    pub binders: Vec<(Value, Affine)>,
    /// Computes the leaves.
    pub body: Block,
    /// The leaves.
    pub leaves: Vec<Operand>,
    /// The operator.
    pub reducer: Reducer,
    /// Whether the order is the array form's (32 lanes by 16), not the loop form's (chains of 256).
    pub array_form: bool,
    /// For `Min`, `Max` and indices: what is said of nothing. None where it cannot be empty.
    pub empty: Option<Site>,
    /// How it is to run, as the schedule decided.
    pub plan: Plan,
    /// Lanes of the array form (or of one free of order) that run at a time, where not all of them do. Of a chain: lanes
    /// in which its last leaves are computed, before they are taken in order.
    pub strip: Option<u32>,
    /// What is known of its one extent.
    pub length: Length,
    /// The source it came from.
    pub span: Span,
}

/// A whole inclusive scan along one axis; the order is that of the array IR.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scan {
    /// The loop variable and its extent.
    pub binder: (Value, Affine),
    /// Computes the leaves.
    pub body: Block,
    /// The leaves.
    pub leaves: Vec<Operand>,
    /// `Op` or `User`.
    pub reducer: Reducer,
    /// Where result k goes: at `base`, a polynomial that mentions the loop variable.
    pub outputs: Vec<Access>,
    /// How it is to run, as the schedule decided.
    pub plan: Plan,
    /// The source it came from.
    pub span: Span,
}

impl LoopKind {
    /// Iterations at a time, where they run in lanes.
    #[must_use]
    pub fn lanes(self) -> Option<u32> {
        match self {
            LoopKind::Vector(lanes) | LoopKind::ThenScalar(lanes) | LoopKind::Masked(lanes) => Some(lanes),
            _ => None,
        }
    }
}

impl Ty {
    /// A scalar type.
    #[must_use]
    pub fn scalar(dtype: DType) -> Self {
        Self { dtype, lanes: 1 }
    }
    /// The same element type with other lanes.
    #[must_use]
    pub fn with_lanes(self, lanes: u32) -> Self {
        Self { lanes, ..self }
    }
}

impl Access {
    /// A scalar access.
    #[must_use]
    pub fn scalar(buffer: Buffer, base: Affine) -> Self {
        Self { buffer, base, lanes: Lanes::Scalar }
    }
}

impl From<Value> for Operand {
    fn from(value: Value) -> Self {
        Operand::Value(value)
    }
}

impl From<Scalar> for Operand {
    fn from(scalar: Scalar) -> Self {
        Operand::Const(scalar)
    }
}

impl Kernel {
    /// An empty kernel.
    #[must_use]
    pub fn new(name: impl Into<String>, span: Span) -> Self {
        Self {
            name: name.into(),
            params: Vec::new(),
            values: IndexVec::new(),
            registers: IndexVec::new(),
            buffers: IndexVec::new(),
            sites: IndexVec::new(),
            body: Vec::new(),
            span,
        }
    }
    /// A new value.
    pub fn fresh(&mut self, ty: Ty, name: impl Into<String>) -> Value {
        self.values.push(ValueInfo { ty, name: name.into() })
    }
    /// A new register.
    pub fn register(&mut self, ty: Ty, name: impl Into<String>) -> Register {
        self.registers.push(ValueInfo { ty, name: name.into() })
    }
    /// The element type and lanes of an operand; a constant has one lane.
    #[must_use]
    pub fn operand_ty(&self, operand: Operand) -> Ty {
        match operand {
            Operand::Value(value) => self.values[value].ty,
            Operand::Const(scalar) => Ty::scalar(scalar.dtype),
        }
    }
}
