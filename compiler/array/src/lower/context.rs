//! The state of one function's translation: locals, sizes, facts about sizes, checks.

use std::collections::{BTreeMap, BTreeSet};

use abi::Status;
use base::{Atom, BinOp, CmpOp, DType, Poly, Scalar};
use check::typed::{self, LocalId};

use crate::FunctionBuilder;
use crate::ir::{Binder, Block, Failure, Op, Operand, Size, Type, Var};
use crate::typing::operand_size;

/// What a local stands for now.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// A value.
    Operand(Operand),
    /// An `i64` that is computed where it is used: a binder in terms of the IR's binder from 0.
    Size(Size),
}

/// What is known inside one block and the blocks in it.
#[derive(Default)]
struct Scope {
    /// Polynomials that have been computed.
    sizes: BTreeMap<Size, Operand>,
    /// Pairs `a <= b` that have been asserted.
    ordered: BTreeSet<(Size, Size)>,
    /// Divisors that have been asserted not to be zero.
    divisors: BTreeSet<Size>,
    /// Extents that have been asserted to fit an `i64`.
    fitting: BTreeSet<Size>,
}

/// Translates one function.
pub(super) struct Lower<'a> {
    pub(super) module: &'a typed::Module,
    pub(super) source: &'a typed::Function,
    pub(super) b: FunctionBuilder,
    locals: BTreeMap<LocalId, Value>,
    /// Every change of `locals` with the value before, so that branches can be undone.
    journal: Vec<(LocalId, Option<Value>)>,
    /// Whether control has left the statements that are being translated.
    pub(super) exits: Exits,
    /// The types of the function's results.
    pub(super) results: Vec<Type>,
    /// The polynomials that [`Op::Size`] and `i64` arithmetic have given.
    defined: BTreeMap<Var, Size>,
    scopes: Vec<Scope>,
    /// Polynomials that are >= 0 in the whole function.
    facts: Vec<Size>,
    sizes: BTreeSet<Var>,
    /// Binders: none ever counts so far that sums of a few of them overflow.
    near: BTreeSet<Var>,
    /// The shapes of an entry point's arguments, which the boundary has seen.
    pub(super) given: Vec<Vec<Size>>,
}

/// The ways in which control may have left; each the constant `false` where it cannot have gone that way. At most
/// one of them is true.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Exits {
    /// `continue`: the round of the innermost loop is over.
    pub(super) continued: Operand,
    /// `break`: the innermost loop is over.
    pub(super) broken: Operand,
    /// `return`: the function is over.
    pub(super) returned: Operand,
}

impl Default for Exits {
    fn default() -> Self {
        let no = bool_operand(false);
        Self { continued: no, broken: no, returned: no }
    }
}

impl Exits {
    pub(super) fn all(&self) -> [Operand; 3] {
        [self.continued, self.broken, self.returned]
    }
    pub(super) fn all_mut(&mut self) -> [&mut Operand; 3] {
        [&mut self.continued, &mut self.broken, &mut self.returned]
    }
}

/// The constant `value`.
pub(super) fn bool_operand(value: bool) -> Operand {
    Operand::Const(Scalar::bool(value))
}

/// A polynomial of more terms than this is not carried into other polynomials.
const MAX_TERMS: usize = 4;

impl<'a> Lower<'a> {
    pub(super) fn new(module: &'a typed::Module, source: &'a typed::Function) -> Self {
        let mut b = FunctionBuilder::new();
        b.span = source.span;
        Self {
            module,
            source,
            b,
            locals: BTreeMap::new(),
            journal: Vec::new(),
            exits: Exits::default(),
            results: Vec::new(),
            defined: BTreeMap::new(),
            scopes: vec![Scope::default()],
            facts: Vec::new(),
            sizes: BTreeSet::new(),
            near: BTreeSet::new(),
            given: Vec::new(),
        }
    }

    // Locals.

    /// The name of a local without the mark of hidden ones.
    pub(super) fn local_name(&self, local: LocalId) -> &'a str {
        self.source.locals[local].name.trim_start_matches('$')
    }
    /// A variable for a parameter, a size or an operator's operand.
    pub(super) fn define(&mut self, local: LocalId) -> Var {
        let ty = self.ty(&self.source.locals[local].ty);
        let var = self.b.fresh(ty, self.local_name(local));
        self.set(local, Value::Operand(var.into()));
        var
    }
    pub(super) fn set(&mut self, local: LocalId, value: Value) {
        let before = self.locals.insert(local, value);
        self.journal.push((local, before));
    }
    pub(super) fn is_defined(&self, local: LocalId) -> bool {
        self.locals.contains_key(&local)
    }
    /// The value of a local.
    pub(super) fn local(&mut self, local: LocalId) -> Operand {
        match self.locals.get(&local) {
            Some(Value::Operand(operand)) => *operand,
            Some(Value::Size(size)) => {
                let size = size.clone();
                self.size_operand(&size)
            }
            None => base::bug!("{} is used before it is defined", self.local_name(local)),
        }
    }
    /// The number of changes so far, for [`Lower::undo`].
    pub(super) fn mark(&self) -> usize {
        self.journal.len()
    }
    /// Takes back every change since `mark`; gives what the locals that were there before had become.
    pub(super) fn undo(&mut self, mark: usize) -> BTreeMap<LocalId, Operand> {
        let mut changed = BTreeMap::new();
        for (local, before) in self.journal.split_off(mark).into_iter().rev() {
            let Some(before) = before else {
                self.locals.remove(&local);
                changed.remove(&local);
                continue;
            };
            if let Some(Value::Operand(now)) = self.locals.insert(local, before) {
                changed.entry(local).or_insert(now);
            }
        }
        changed
    }

    /// Whether one of these is true.
    pub(super) fn any(&mut self, ways: &[Operand]) -> Operand {
        let mut any = bool_operand(false);
        for &way in ways {
            any = match (any, way) {
                (Operand::Const(one), _) => {
                    if one.as_bool() {
                        any
                    } else {
                        way
                    }
                }
                (_, Operand::Const(other)) => {
                    if other.as_bool() {
                        way
                    } else {
                        any
                    }
                }
                _ => self.b.binary(BinOp::Or, any, way),
            };
        }
        any
    }
    /// Whether control has left the statements that are being translated.
    pub(super) fn left(&mut self) -> Operand {
        self.any(&self.exits.all())
    }

    // Blocks.

    /// Opens a block.
    pub(super) fn begin(&mut self) {
        self.b.begin();
        self.scopes.push(Scope::default());
    }
    /// Closes the innermost block.
    pub(super) fn end(&mut self, results: Vec<Operand>) -> Block {
        self.scopes.pop();
        self.b.end(results)
    }
    /// Binds the local of a source binder to `lo + step * var`.
    pub(super) fn bind(&mut self, binder: &typed::Binder, var: Var) {
        let value = self.size(&binder.lo).add(&Size::var(var).mul(&self.size(&binder.step)));
        self.set(binder.local, Value::Size(value));
    }
    /// An IR binder for a source binder. The extent's divisions are checked here.
    pub(super) fn binder(&mut self, binder: &typed::Binder) -> Binder {
        let extent = self.checked_size(&binder.extent);
        self.check_divisors(&binder.lo);
        self.check_bounds(binder);
        let name = self.local_name(binder.local);
        let ir = self.b.binder(name, extent);
        self.near.insert(ir.var);
        self.bind(binder, ir.var);
        ir
    }

    // Sizes.

    /// A size in terms of the IR's variables.
    pub(super) fn size(&self, size: &typed::Size) -> Size {
        size.substitute(&mut |local| match self.locals.get(local) {
            Some(Value::Size(size)) => size.clone(),
            Some(Value::Operand(operand)) => self.operand_poly(operand),
            None => base::bug!("the size {} is used before it is defined", self.local_name(*local)),
        })
    }
    /// A size that is about to be computed: fails where it divides by zero.
    pub(super) fn checked_size(&mut self, size: &typed::Size) -> Size {
        self.check_divisors(size);
        self.size(size)
    }
    /// A type in terms of the IR's variables.
    pub(super) fn ty(&self, ty: &typed::Type) -> Type {
        Type { dtype: ty.dtype, shape: ty.shape.iter().map(|size| self.size(size)).collect() }
    }
    /// An `i64` operand as a polynomial, seen through its definition.
    pub(super) fn operand_poly(&self, operand: &Operand) -> Size {
        let defined = operand.var().and_then(|var| self.defined.get(&var));
        defined.cloned().unwrap_or_else(|| operand_size(operand))
    }
    /// The value of a polynomial; computed once a block.
    pub(super) fn size_operand(&mut self, size: &Size) -> Operand {
        if let Some(operand) = self.scopes.iter().rev().find_map(|scope| scope.sizes.get(size)) {
            return *operand;
        }
        let operand = self.b.size(size);
        if let Some(var) = operand.var() {
            if size.as_var().is_none() {
                self.defined.insert(var, size.clone());
            }
            if let Some(scope) = self.scopes.last_mut() {
                scope.sizes.insert(size.clone(), operand);
            }
        }
        operand
    }
    /// `a op b` on `i64` as a polynomial, so that indices stay affine; none where that would compute more.
    pub(super) fn index_arithmetic(&mut self, op: BinOp, a: &Operand, b: &Operand) -> Option<Operand> {
        let (p, q) = (self.operand_poly(a), self.operand_poly(b));
        let result = match op {
            BinOp::Add => p.add(&q),
            BinOp::Sub => p.sub(&q),
            BinOp::Mul if p.as_constant().is_some() || q.as_constant().is_some() => p.mul(&q),
            BinOp::Mul if p.terms().count() == 1 && q.terms().count() == 1 => p.mul(&q),
            _ => return None,
        };
        let degree = result.terms().map(|(atoms, _)| atoms.len()).max().unwrap_or(0);
        (result.terms().count() <= MAX_TERMS && degree <= MAX_TERMS).then(|| self.size_operand(&result))
    }
    /// The value as one of type `ty`, whose extents may be written differently.
    pub(super) fn retype(&mut self, value: Operand, ty: &Type) -> Operand {
        if ty.rank() == 0 || self.b.operand_type(&value) == *ty {
            return value;
        }
        let Operand::Var(array) = value else { base::bug!("a constant of type {}", ty.dtype) };
        let (binders, at) = self.binders(&ty.shape);
        self.begin();
        let indices = at.iter().map(|index| self.size_operand(index)).collect();
        let element = self.b.index(array, indices, false);
        let body = self.end(vec![element]);
        self.b.emit_one(Op::Build { binders, body }, "copy").into()
    }

    // Facts and checks.

    /// What holds on entry: the `where`, and that parameters have no negative extents.
    pub(super) fn find_facts(&mut self, params: &[Var]) -> Vec<Size> {
        let source = self.source;
        self.sizes = source
            .sizes
            .iter()
            .filter_map(|size| self.size(&Poly::var(size.local)).as_var().copied())
            .collect();
        for constraint in &source.constraints {
            let (lhs, rhs) = (self.size(&constraint.lhs), self.size(&constraint.rhs));
            // The boundary refuses sides that do not fit an `i64`; a call compares them as they are computed.
            if source.exported || (self.is_number(&lhs) && self.is_number(&rhs)) {
                self.facts.extend(Size::facts_of(constraint.op, &lhs, &rhs));
            }
        }
        if source.exported {
            self.given = params.iter().map(|param| self.b.vars[*param].ty.shape.clone()).collect();
        }
        for param in params {
            for extent in self.b.vars[*param].ty.shape.clone() {
                if !self.is_nonnegative(&extent) {
                    self.facts.push(extent);
                }
            }
        }
        self.facts.clone()
    }
    /// Remembers that an `i64` is never negative.
    pub(super) fn is_a_size(&mut self, value: Operand) {
        self.sizes.extend(value.var());
    }
    /// Whether the polynomial is plainly >= 0: a sum of products of sizes, perhaps plus a fact.
    pub(super) fn is_nonnegative(&self, size: &Size) -> bool {
        self.is_sum_of_sizes(size)
            || self.facts.iter().any(|fact| fact.is_moderate() && self.is_sum_of_sizes(&size.sub(fact)))
    }
    fn is_sum_of_sizes(&self, size: &Size) -> bool {
        let nonnegative = |atom: &Atom<Var>| match atom {
            Atom::Var(var) => self.sizes.contains(var),
            Atom::FloorDiv(a, b) => b.as_constant().is_some_and(|b| b > 0) && self.is_sum_of_sizes(a),
        };
        size.terms().all(|(atoms, c)| c > 0 && atoms.iter().all(nonnegative))
    }
    pub(super) fn is_size_or_binder(&self, var: Var) -> bool {
        self.sizes.contains(&var) || self.near.contains(&var)
    }
    /// Whether an extent has been asserted to fit; if not, it will be now.
    pub(super) fn is_told_to_fit(&mut self, size: &Size) -> bool {
        let known = self.scopes.iter().any(|scope| scope.fitting.contains(size));
        if let Some(scope) = self.scopes.last_mut().filter(|_| !known) {
            scope.fitting.insert(size.clone());
        }
        known
    }
    /// Fails where `size` divides by zero.
    pub(super) fn check_divisors(&mut self, size: &typed::Size) {
        for (atoms, _) in size.terms() {
            for atom in atoms {
                let Atom::FloorDiv(dividend, divisor) = atom else { continue };
                self.check_divisors(dividend);
                self.check_divisors(divisor);
                let divisor = self.size(divisor);
                let known = |scope: &Scope| scope.divisors.contains(&divisor);
                let is_positive = self.is_nonnegative(&divisor.sub(&Size::constant(1)));
                if divisor.as_constant().is_some_and(|d| d != 0)
                    || is_positive
                    || self.scopes.iter().any(known)
                {
                    continue;
                }
                let operand = self.size_operand(&divisor);
                let cond = self.b.compare(CmpOp::Ne, operand, Scalar::i64(0));
                self.assert(cond, Status::Divide, "integer division by zero", Vec::new());
                if let Some(scope) = self.scopes.last_mut() {
                    scope.divisors.insert(divisor);
                }
            }
        }
    }
    /// Fails unless `cond`.
    pub(super) fn assert(
        &mut self,
        cond: Operand,
        status: Status,
        message: impl Into<String>,
        args: Vec<Operand>,
    ) {
        self.b.assert(cond, Failure { status, message: message.into(), args });
    }
    /// Fails unless `low <= high`; nothing where that is plain. `args` stand in the message.
    pub(super) fn assert_ordered(
        &mut self,
        (low, high): (&Size, &Size),
        status: Status,
        message: impl FnOnce() -> String,
        args: &[&Size],
    ) {
        let pair = (low.clone(), high.clone());
        // What may have wrapped is compared as it stands.
        if self.is_number(low) && self.is_number(high) && self.is_nonnegative(&high.sub(low))
            || self.scopes.iter().any(|s| s.ordered.contains(&pair))
        {
            return;
        }
        let (a, b) = (self.size_operand(low), self.size_operand(high));
        let cond = self.b.compare(CmpOp::Le, a, b);
        let args = args.iter().map(|size| self.size_operand(size)).collect();
        self.assert(cond, status, message(), args);
        if let Some(scope) = self.scopes.last_mut() {
            scope.ordered.insert(pair);
        }
    }
    /// A zero of a type, for values that nobody reads.
    pub(super) fn dummy(&mut self, ty: &Type) -> Operand {
        let zero = Operand::Const(Scalar::zero(ty.dtype));
        if ty.rank() == 0 {
            return zero;
        }
        self.begin();
        let body = self.end(vec![zero]);
        let binders = ty.shape.iter().map(|extent| self.b.binder("i", extent.clone())).collect();
        self.b.emit_one(Op::Build { binders, body }, "unused").into()
    }
    /// Whether an operand is an `i64` scalar.
    pub(super) fn is_i64(&self, operand: &Operand) -> bool {
        self.b.operand_type(operand) == Type::scalar(DType::I64)
    }
}
