//! Facts about functions and blocks that several passes ask for: order of definitions, uses, free variables, what an
//! index is as a polynomial, what can fail; and cloning blocks with fresh variables.

use std::collections::{BTreeMap, BTreeSet};

use base::{BinOp, CmpOp, DType, Id, Poly, UnOp};

use crate::ir::{Block, Function, Op, Operand, Reducer, Size, Stmt, Type, Var};
use crate::typing::{Vars, operand_size};

mod float_ops;
mod prover;
mod rename;
mod total;

pub use float_ops::{FloatOps, float_ops};
pub use prover::{Mark, Prover};
pub use rename::{Part, Renaming, compact, forward_copies, rewrite_own};
pub use total::Total;

/// A polynomial that grew over this many terms, or a product over this many factors, is left as a variable: code that
/// squares again and again must not make the compiler slow.
const MAX_TERMS: usize = 12;
const MAX_FACTORS: usize = 4;

/// Every variable of the function in the order in which the text form defines them: sizes, parameters, then for each
/// statement its results, its binders and what the blocks inside define.
#[must_use]
pub fn definition_order(function: &Function) -> Vec<Var> {
    let mut order: Vec<Var> = function.sizes.iter().chain(&function.params).copied().collect();
    block_definitions(&function.body, &mut order);
    order
}

fn block_definitions(block: &Block, order: &mut Vec<Var>) {
    for stmt in &block.stmts {
        order.extend(&stmt.outs);
        op_definitions(&stmt.op, order);
    }
}

/// In the order of the text: a user's operator stands before the binders, carried variables before the counter.
fn op_definitions(op: &Op, order: &mut Vec<Var>) {
    if let Op::Reduce { reducer: Reducer::User { combine, .. }, .. }
    | Op::Scan { reducer: Reducer::User { combine, .. }, .. } = op
    {
        order.extend(&combine.params);
        block_definitions(&combine.body, order);
    }
    if let Op::Loop(l) = op {
        order.extend(l.carried.iter().map(|(var, _)| *var));
    }
    order.extend(op.binders().iter().map(|binder| binder.var));
    match op {
        Op::Reduce { body, .. } | Op::Scan { body, .. } => block_definitions(body, order),
        _ => op.blocks().into_iter().for_each(|block| block_definitions(block, order)),
    }
}

/// The variables that an operation itself defines for its blocks: binders, carried variables, an operator's
/// parameters.
#[must_use]
pub fn inner_definitions(op: &Op) -> Vec<Var> {
    let mut vars: Vec<Var> = op.binders().iter().map(|binder| binder.var).collect();
    match op {
        Op::Loop(l) => vars.extend(l.carried.iter().map(|(var, _)| *var)),
        Op::Reduce { reducer: Reducer::User { combine, .. }, .. }
        | Op::Scan { reducer: Reducer::User { combine, .. }, .. } => vars.extend(&combine.params),
        _ => {}
    }
    vars
}

/// Everything that the operation and the blocks inside define.
#[must_use]
pub fn definitions_in(op: &Op) -> BTreeSet<Var> {
    let mut order = Vec::new();
    op_definitions(op, &mut order);
    order.into_iter().collect()
}

/// Calls `visit` for each variable that the operation mentions outside of its blocks.
pub fn for_each_own_use(op: &Op, visit: &mut impl FnMut(Var)) {
    let mut operand = |x: &Operand| {
        if let Operand::Var(var) = x {
            visit(*var);
        }
    };
    match op {
        Op::Size(size) => size.vars().into_iter().for_each(visit),
        Op::Copy(x) | Op::Unary(_, x) | Op::Convert(_, x) => operand(x),
        Op::Binary(_, a, b) | Op::Compare(_, a, b) => [a, b].into_iter().for_each(operand),
        Op::Fma(a, b, c) | Op::Select(a, b, c) => [a, b, c].into_iter().for_each(operand),
        Op::Edge { index, extent, .. } => {
            operand(index);
            extent.vars().into_iter().for_each(visit);
        }
        Op::Index { array, indices, .. } => {
            indices.iter().for_each(operand);
            visit(*array);
        }
        Op::Assert { cond, failure } => {
            operand(cond);
            failure.args.iter().for_each(operand);
        }
        Op::Literal { elements: list, .. } | Op::Apply { args: list, .. } => list.iter().for_each(operand),
        Op::If { cond, .. } => operand(cond),
        Op::Call { sizes, args, .. } => {
            args.iter().for_each(operand);
            sizes.iter().flat_map(Poly::vars).for_each(visit);
        }
        Op::Build { .. } | Op::Reduce { .. } | Op::Scan { .. } | Op::Update { .. } | Op::Loop(_) => {
            if let Op::Reduce { reducer: Reducer::User { init, .. }, .. }
            | Op::Scan { reducer: Reducer::User { init, .. }, .. } = op
            {
                init.iter().for_each(&mut operand);
            }
            if let Op::Loop(l) = op {
                l.carried.iter().for_each(|(_, init)| operand(init));
            }
            if let Op::Update { array, .. } = op {
                visit(*array);
            }
            op.binders().iter().flat_map(|binder| binder.extent.vars()).for_each(visit);
        }
    }
}

/// Calls `visit` for each variable that the operation and the blocks inside mention as operands, results or sizes of
/// operations. Types are not looked at.
pub fn for_each_use(op: &Op, visit: &mut impl FnMut(Var)) {
    for_each_own_use(op, visit);
    for block in op.blocks() {
        for_each_block_use(block, visit);
    }
}

/// As [`for_each_use`], for a block.
pub fn for_each_block_use(block: &Block, visit: &mut impl FnMut(Var)) {
    for stmt in &block.stmts {
        for_each_use(&stmt.op, visit);
    }
    block.results.iter().filter_map(|result| result.var()).for_each(visit);
}

/// How often each variable is used, types of defined variables included; indexed by the variable's number.
#[must_use]
pub fn count_uses(function: &Function) -> Vec<u32> {
    let mut counts = vec![0u32; function.vars.len()];
    let mut count = |var: Var| counts[var.index()] += 1;
    for_each_block_use(&function.body, &mut count);
    let mut sizes = |ty: &Type| ty.shape.iter().flat_map(Poly::vars).for_each(&mut count);
    function.results.iter().for_each(&mut sizes);
    for var in definition_order(function) {
        sizes(&function.vars[var].ty);
    }
    function.nonnegative.iter().flat_map(Poly::vars).for_each(count);
    counts
}

/// The variables that a block uses and does not define, those in the types of what it defines included.
#[must_use]
pub fn free_variables(block: &Block, vars: &Vars) -> BTreeSet<Var> {
    let mut defined = Vec::new();
    block_definitions(block, &mut defined);
    let mut free = BTreeSet::new();
    for_each_block_use(block, &mut |var| {
        free.insert(var);
    });
    for var in &defined {
        free.extend(vars[*var].ty.shape.iter().flat_map(Poly::vars));
    }
    defined.iter().for_each(|var| {
        free.remove(var);
    });
    free
}

/// The variables that an operation uses and does not define.
#[must_use]
pub fn free_variables_of(op: &Op, vars: &Vars) -> BTreeSet<Var> {
    let mut free = BTreeSet::new();
    for_each_own_use(op, &mut |var| {
        free.insert(var);
    });
    let inner = inner_definitions(op);
    for block in op.blocks() {
        free.extend(free_variables(block, vars));
    }
    inner.iter().for_each(|var| {
        free.remove(var);
    });
    free
}

/// Whether the operation, the blocks inside left aside, can fail.
#[must_use]
pub fn own_fallible(op: &Op, vars: &Vars) -> bool {
    match op {
        Op::Size(size) => fallible_size(size),
        Op::Binary(op, a, b) => op.fallible() && binary_fallible(*op, a, b),
        Op::Edge { extent, .. } => extent.as_constant().is_none_or(|extent| extent <= 0),
        Op::Index { checked, .. } => checked.contains(&true),
        Op::Assert { .. } | Op::Call { .. } => true,
        Op::Reduce { binders, reducer, .. } => {
            let empty = binders.iter().any(|binder| binder.extent.as_constant().is_none_or(|n| n <= 0));
            let neutral =
                !matches!(reducer, Reducer::Op(BinOp::Min | BinOp::Max) | Reducer::ArgMin | Reducer::ArgMax);
            empty && !neutral
        }
        Op::Update { array, checked, op, .. } => {
            checked.contains(&true) || (op.is_some_and(BinOp::fallible) && !vars[*array].ty.dtype.is_float())
        }
        _ => false,
    }
}

fn binary_fallible(_: BinOp, _: &Operand, divisor: &Operand) -> bool {
    match divisor {
        Operand::Const(divisor) => !divisor.dtype.is_float() && divisor.bits == 0,
        Operand::Var(_) => true,
    }
}

/// Whether computing the polynomial can divide by zero.
#[must_use]
pub fn fallible_size(size: &Size) -> bool {
    size.terms().flat_map(|(atoms, _)| atoms).any(|atom| match atom {
        base::Atom::Var(_) => false,
        base::Atom::FloorDiv(a, b) => {
            b.as_constant().is_none_or(|b| b == 0) || fallible_size(a) || fallible_size(b)
        }
    })
}

/// Whether the operation or a block inside can fail.
#[must_use]
pub fn fallible(op: &Op, vars: &Vars) -> bool {
    own_fallible(op, vars) || op.blocks().into_iter().any(|block| fallible_block(block, vars))
}

/// Whether a statement of the block, or of a block inside, can fail.
#[must_use]
pub fn fallible_block(block: &Block, vars: &Vars) -> bool {
    block.stmts.iter().any(|stmt| fallible(&stmt.op, vars))
}

/// Whether the operation might not end: it is, or contains, a loop without a bound.
#[must_use]
pub fn endless(op: &Op) -> bool {
    matches!(op, Op::Loop(l) if l.trip.is_none())
        || op.blocks().into_iter().any(|block| block.stmts.iter().any(|stmt| endless(&stmt.op)))
}

/// Whether the operation is on scalars only and gives one scalar: no array, no block.
#[must_use]
pub fn is_scalar_op(op: &Op) -> bool {
    matches!(
        op,
        Op::Size(_)
            | Op::Unary(..)
            | Op::Binary(..)
            | Op::Compare(..)
            | Op::Fma(..)
            | Op::Convert(..)
            | Op::Select(..)
            | Op::Edge { .. }
            | Op::Apply { .. }
    )
}

/// `i64` scalars as polynomials over those that are not computed by sums, differences and products.
///
/// A definition mentions only what is in scope where the variable is, so an expansion may stand wherever the variable
/// may.
#[derive(Clone, Debug, Default)]
pub struct Sizes {
    known: BTreeMap<Var, Size>,
}

impl Sizes {
    /// The expansions of everything in the function.
    #[must_use]
    pub fn of(function: &Function) -> Self {
        let mut sizes = Self::default();
        sizes.add_block(&function.body, &function.vars);
        sizes
    }
    /// Adds the definitions of a block and the blocks inside.
    pub fn add_block(&mut self, block: &Block, vars: &Vars) {
        for stmt in &block.stmts {
            self.add(stmt, vars);
            stmt.op.blocks().into_iter().for_each(|block| self.add_block(block, vars));
        }
    }
    /// Adds a statement's definition, if it is of an `i64` by a polynomial.
    pub fn add(&mut self, stmt: &Stmt, vars: &Vars) {
        let [out] = stmt.outs[..] else { return };
        let ty = &vars[out].ty;
        if ty.dtype != DType::I64 || !ty.shape.is_empty() {
            return;
        }
        let Some(size) = self.definition(&stmt.op) else { return };
        if size.terms().count() <= MAX_TERMS && size.terms().all(|(atoms, _)| atoms.len() <= MAX_FACTORS) {
            self.known.insert(out, size);
        }
    }
    fn definition(&self, op: &Op) -> Option<Size> {
        let pair = |a: &Operand, b: &Operand| (self.affine_of(a), self.affine_of(b));
        match op {
            Op::Size(size) => Some(self.expand(size)),
            Op::Copy(x) => Some(self.affine_of(x)),
            Op::Unary(UnOp::Neg, x) => Some(self.affine_of(x).scale(-1)),
            Op::Binary(BinOp::Add, a, b) => Some(pair(a, b)).map(|(a, b)| a.add(&b)),
            Op::Binary(BinOp::Sub, a, b) => Some(pair(a, b)).map(|(a, b)| a.sub(&b)),
            Op::Binary(BinOp::Mul, a, b) => Some(pair(a, b)).map(|(a, b)| a.mul(&b)),
            _ => None,
        }
    }
    /// The value of an `i64` operand.
    #[must_use]
    pub fn affine_of(&self, operand: &Operand) -> Size {
        match operand {
            Operand::Var(var) => self.known.get(var).cloned().unwrap_or_else(|| Poly::var(*var)),
            Operand::Const(_) => operand_size(operand),
        }
    }
    /// The polynomial with all variables expanded.
    #[must_use]
    pub fn expand(&self, size: &Size) -> Size {
        if size.vars().iter().all(|var| !self.known.contains_key(var)) {
            return size.clone();
        }
        size.substitute(&mut |var| self.affine_of(&Operand::Var(*var)))
    }
    /// The type with all extents expanded.
    #[must_use]
    pub fn expand_type(&self, ty: &Type) -> Type {
        Type { dtype: ty.dtype, shape: ty.shape.iter().map(|size| self.expand(size)).collect() }
    }
}

/// The comparison that is true where `op` is false, for types without NaN.
#[must_use]
pub fn negated(op: CmpOp) -> CmpOp {
    match op {
        CmpOp::Eq => CmpOp::Ne,
        CmpOp::Ne => CmpOp::Eq,
        CmpOp::Lt if base::fault!(NegatedOrderStrict) => CmpOp::Gt,
        CmpOp::Lt => CmpOp::Ge,
        CmpOp::Ge => CmpOp::Lt,
        CmpOp::Gt => CmpOp::Le,
        CmpOp::Le => CmpOp::Gt,
    }
}
