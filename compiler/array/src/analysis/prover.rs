//! What follows about sizes and indices from ranges of variables and from facts.
//!
//! Everything known is an inequality `polynomial >= 0` that holds for the numbers themselves, not only modulo 2^64. So
//! a proof that `0 <= p < extent` means that the wrapped value of `p` is inside too. What a program has computed and
//! compared enters only if its computation cannot wrap: it is a single variable, or its variables are *tame* and no value
//! of it, nor of a part of it, leaves an `i64`, or it is between 0 and the number of elements of a parameter: the boundary
//! refuses arrays whose sizes, computed exactly, do not fit. Tame is what has a largest absolute value, far below 2^63:
//! sizes of parameters and numbers of iterations ([`LARGEST`]), narrow integers, and what lies between tame ones. The
//! extent of a domain may have wrapped where it is not negative as a number, which is no less than what is computed then,
//! so that facts about indices below it hold.

use std::cmp::Ordering;

use base::{Atom, BinOp, CmpOp, DType, Id, Poly, fault};

use crate::analysis::Sizes;
use crate::ir::{Op, Operand, Size, Stmt, Var};
use crate::typing::Vars;

/// Steps that one proof may take; what is not proved by then is not proved.
const MAX_STEPS: u32 = 150;
/// Facts that are tried; older ones count less than newer ones.
const MAX_FACTS: usize = 24;
/// Numbers of elements that are tried.
const MAX_COUNTS: usize = 4;

/// What sizes and numbers of iterations do not exceed: calls with longer axes are refused.
const LARGEST: f64 = abi::layout::EXTENTS_BELOW as f64;
/// What no tame number reaches, and bounds of ranges are below.
const LARGEST_TAME: f64 = check::typed::FARTHEST as f64;

/// What is known of a variable.
#[derive(Clone, Default)]
struct Known {
    /// The largest absolute value, of a tame variable.
    most: Option<f64>,
    /// It is below this as computed, whether that has wrapped or not, and not negative.
    extent: Option<Size>,
    lower: Vec<Size>,
    upper: Vec<Size>,
    op: Option<Op>,
    /// What an integer is not above, if it is known not to be negative: of any type, whose numbers others are made of.
    ceiling: Option<u64>,
}

/// Facts and ranges at one place of a function.
#[derive(Default)]
pub struct Prover {
    /// Expansions of the definitions seen so far.
    pub sizes: Sizes,
    known: Vec<Known>,
    facts: Vec<Size>,
    /// Variables that became tame by facts, in order, so that it can be taken back.
    tamed: Vec<Var>,
    /// Products that are extents or numbers of elements of arrays, so that they have not wrapped.
    counts: Vec<Size>,
}

/// A point to which facts can be taken back.
#[derive(Clone, Copy)]
pub struct Mark {
    facts: usize,
    tamed: usize,
    counts: usize,
}

impl Prover {
    /// Nothing is known of `count` variables.
    #[must_use]
    pub fn new(count: usize) -> Self {
        Self { known: vec![Known::default(); count], ..Self::default() }
    }
    fn known(&mut self, var: Var) -> &mut Known {
        if var.index() >= self.known.len() {
            self.known.resize(var.index() + 1, Known::default());
        }
        &mut self.known[var.index()]
    }
    fn get(&self, var: Var) -> Option<&Known> {
        self.known.get(var.index())
    }

    // What is known.

    /// The place to which [`Prover::back_to`] returns.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark { facts: self.facts.len(), tamed: self.tamed.len(), counts: self.counts.len() }
    }
    /// Forgets facts that were added after `mark`.
    pub fn back_to(&mut self, mark: Mark) {
        self.facts.truncate(mark.facts);
        self.counts.truncate(mark.counts);
        for var in self.tamed.split_off(mark.tamed) {
            self.known(var).most = None;
        }
    }
    /// `var` is the extent of an array's axis.
    pub fn add_size(&mut self, var: Var) {
        let known = self.known(var);
        known.most = Some(LARGEST);
        known.lower.push(Poly::constant(0));
    }
    /// `var` counts from 0 to `extent` (exclusive), and is met only where there is such a number.
    pub fn add_binder(&mut self, var: Var, extent: &Size) {
        let extent = self.sizes.expand(extent);
        if self.is_shifted(&extent) && !self.counts.contains(&extent) {
            self.counts.push(extent.clone());
        }
        let most = self.above(&extent).min(LARGEST);
        self.add_index(var, &extent, Some(most));
    }
    /// Whether a polynomial is a variable of any size, which is not negative, and a constant: where it is positive as
    /// computed, it has not wrapped, since it would be negative then.
    fn is_shifted(&self, size: &Size) -> bool {
        let var = size.terms().find_map(|(atoms, factor)| match atoms {
            [Atom::Var(var)] if factor == 1 => Some(*var),
            _ => None,
        });
        let Some(var) = var.map(Poly::var).filter(|_| self.most(size).is_none()) else { return false };
        size.sub(&var).as_constant().is_some_and(|c| c != 0) && self.nonnegative(&var)
    }
    /// `var` is in `0..extent`, and no larger than `most`.
    fn add_index(&mut self, var: Var, extent: &Size, most: Option<f64>) {
        let exact = self.is_extent(extent);
        let last = extent.sub(&Poly::constant(1));
        let known = self.known(var);
        known.most = most;
        known.extent = Some(extent.clone());
        if !known.lower.contains(&Poly::constant(0)) {
            known.lower.push(Poly::constant(0));
        }
        if exact {
            if !known.upper.contains(&last) {
                known.upper.push(last.clone());
            }
            self.add_fact(last);
        }
    }
    /// Adds that a parameter has this shape: the boundary has computed the numbers of its elements exactly.
    pub fn add_shape(&mut self, shape: &[Size]) {
        let elements = shape.iter().fold(Poly::constant(1), |product, extent| product.mul(extent));
        for count in shape.iter().chain([&elements]) {
            let count = self.sizes.expand(count);
            if self.most(&count).is_none() && !self.counts.contains(&count) {
                self.counts.push(count);
            }
        }
    }
    /// Adds what a statement defines.
    pub fn add_stmt(&mut self, stmt: &Stmt, vars: &Vars) {
        self.sizes.add(stmt, vars);
        let [out] = stmt.outs[..] else { return };
        let ty = &vars[out].ty;
        if !ty.shape.is_empty() {
            return;
        }
        self.add_ceiling(out, &stmt.op, vars);
        if !matches!(ty.dtype, DType::I64 | DType::Bool) {
            return;
        }
        match &stmt.op {
            Op::Edge { extent, .. } => {
                let extent = self.sizes.expand(extent);
                let most = self.most(&extent);
                self.add_index(out, &extent, most);
            }
            Op::Convert(_, x) => self.add_conversion(out, x, vars),
            Op::Binary(BinOp::Mod, _, divisor) => {
                let divisor = self.sizes.affine_of(divisor);
                if self.exact(&divisor) && (self.positive(&divisor) || fault!(RemainderNotNegative)) {
                    let most = self.most(&divisor);
                    let known = self.known(out);
                    known.lower.push(Poly::constant(0));
                    known.upper.push(divisor.sub(&Poly::constant(1)));
                    known.most = most;
                }
            }
            Op::Binary(op @ (BinOp::Min | BinOp::Max), a, b) if ty.dtype == DType::I64 => {
                self.add_extreme(out, *op == BinOp::Min, [a, b].map(|side| self.sizes.affine_of(side)));
            }
            _ => {}
        }
        self.remember(stmt, vars);
    }
    /// Adds what a statement defines, and what holds behind it: the condition of an assertion.
    pub fn follow(&mut self, stmt: &Stmt, vars: &Vars) {
        self.add_stmt(stmt, vars);
        if let Op::Assert { cond, .. } = &stmt.op {
            self.assume(cond, true);
        }
    }

    /// Remembers what a statement defines, without ranges and facts: also for statements further inside.
    pub fn remember(&mut self, stmt: &Stmt, vars: &Vars) {
        self.sizes.add(stmt, vars);
        let [out] = stmt.outs[..] else { return };
        let ty = &vars[out].ty;
        if !ty.shape.is_empty() || !matches!(ty.dtype, DType::I64 | DType::Bool) {
            return;
        }
        let index = |x: &Operand| match x {
            Operand::Var(var) => vars[*var].ty.dtype == DType::I64,
            Operand::Const(scalar) => scalar.dtype == DType::I64,
        };
        // A comparison of floats that does not hold says nothing about the opposite one.
        let kept = match &stmt.op {
            Op::Compare(_, a, _) => index(a),
            Op::Binary(..) | Op::Select(..) | Op::Unary(..) => true,
            _ => false,
        };
        if kept {
            self.known(out).op = Some(stmt.op.clone());
        }
    }
    /// Adds what some bits of an integer are not above: those that a constant leaves, those that a shift leaves.
    fn add_ceiling(&mut self, out: Var, op: &Op, vars: &Vars) {
        let dtype = vars[out].ty.dtype;
        if !dtype.is_int() {
            return;
        }
        let unsigned = !dtype.is_signed_int();
        let constant = |x: &Operand| match x {
            Operand::Const(scalar) => Some(scalar.as_i64()),
            Operand::Var(_) => None,
        };
        let ceiling_of = |x: &Operand| match x {
            Operand::Const(_) => constant(x).and_then(|value| u64::try_from(value).ok()),
            Operand::Var(var) => self.get(*var)?.ceiling,
        };
        let ceiling = match op {
            Op::Binary(BinOp::And, a, b) => ceiling_of(a).into_iter().chain(ceiling_of(b)).min(),
            Op::Binary(BinOp::Shr, a, b) => {
                let all = unsigned.then(|| u64::MAX >> (64 - dtype.bits()));
                let count = constant(b).and_then(|count| u32::try_from(count).ok());
                ceiling_of(a)
                    .or(all)
                    .zip(count.filter(|count| *count < dtype.bits()))
                    .map(|(most, count)| most >> count)
            }
            Op::Copy(x) => ceiling_of(x),
            Op::Convert(_, x) => ceiling_of(x).filter(|most| *most <= u64::MAX >> (65 - dtype.bits())),
            _ => None,
        };
        let Some(ceiling) = ceiling else { return };
        let known = self.known(out);
        known.ceiling = Some(ceiling);
        if let Ok(most) = i64::try_from(ceiling)
            && dtype == DType::I64
        {
            known.most = tame(most as f64);
            known.lower.push(Poly::constant(0));
            known.upper.push(Poly::constant(most));
        }
    }
    fn add_conversion(&mut self, out: Var, from: &Operand, vars: &Vars) {
        let dtype = match from {
            Operand::Var(var) => vars[*var].ty.dtype,
            Operand::Const(scalar) => scalar.dtype,
        };
        let (lower, upper) = match dtype {
            DType::Bool => (0, 1),
            DType::U8 => (0, i64::from(u8::MAX)),
            DType::U16 => (0, i64::from(u16::MAX)),
            DType::U32 => (0, i64::from(u32::MAX)),
            DType::I8 => (i64::from(i8::MIN), i64::from(i8::MAX)),
            DType::I16 => (i64::from(i16::MIN), i64::from(i16::MAX)),
            DType::I32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
            _ => return,
        };
        let lower = if lower < 0 && fault!(SignedIsUnsigned) { 0 } else { lower };
        let known = self.known(out);
        known.most = Some(lower.unsigned_abs().max(upper.unsigned_abs()) as f64);
        known.lower.push(Poly::constant(lower));
        known.upper.push(Poly::constant(upper));
    }
    /// `out` is the least or the largest of two sides: beyond neither on one side, beyond not both on the other.
    fn add_extreme(&mut self, out: Var, least: bool, sides: [Size; 2]) {
        if sides.iter().all(|side| self.exact(side)) {
            let [above, below] =
                [1, -1].map(|sign| sides.each_ref().map(|side| self.above(&side.scale(sign))));
            let (near, far) = if least { (above, below) } else { (below, above) };
            let most = near[0].min(near[1]).max(far[0].max(far[1]));
            self.known(out).most = tame(most);
        }
        for side in sides {
            if self.exact(&side) {
                let known = self.known(out);
                if least { known.upper.push(side) } else { known.lower.push(side) }
            }
        }
    }
    /// Adds that `fact` is not negative, as a number.
    pub fn add_fact(&mut self, fact: Size) {
        let fact = self.sizes.expand(&fact);
        if fact.as_constant().is_some() || !fact.is_moderate() || self.facts.contains(&fact) {
            return;
        }
        self.facts.push(fact);
        while self.tame_one() {}
    }
    /// A variable with a lower and an upper bound that are tame becomes tame.
    fn tame_one(&mut self) -> bool {
        let candidate = self.facts.iter().flat_map(Poly::vars).find_map(|var| {
            let most = || tame(self.beyond(var, 1).max(self.beyond(var, -1)));
            if self.largest(&Atom::Var(var)) < f64::INFINITY { None } else { most().map(|most| (var, most)) }
        });
        let Some((var, most)) = candidate else { return false };
        self.known(var).most = Some(most);
        self.tamed.push(var);
        true
    }
    /// What `sign * var` is not above, by its bounds and the facts.
    fn beyond(&self, var: Var, sign: i64) -> f64 {
        let bounds =
            self.get(var).map_or(&[][..], |known| if sign == 1 { &known.upper } else { &known.lower });
        let bounds = bounds.iter().map(|bound| self.above(&bound.scale(sign)));
        let facts = self.facts.iter().filter_map(|fact| {
            let (rest, factor) = fact.linear_in(&var)?;
            (factor.as_constant() == Some(-sign)).then(|| self.above(&rest))
        });
        bounds.chain(facts).fold(f64::INFINITY, f64::min)
    }
    /// A number that the polynomial, as a number, is not above; infinite if none is known.
    fn above(&self, size: &Size) -> f64 {
        let terms = size.terms().map(|(atoms, factor)| {
            let positive = || atoms.iter().all(|atom| self.atom(atom) || self.is_below(atom));
            if factor < 0 && positive() { 0.0 } else { self.term(atoms, factor) }
        });
        terms.sum()
    }
    /// Whether a fact of its own says that an atom is not negative.
    fn is_below(&self, atom: &Atom<Var>) -> bool {
        matches!(atom, Atom::Var(var) if self.facts.contains(&Poly::var(*var)))
    }
    /// The largest absolute value of a polynomial that is so small that computing it does not wrap.
    fn most(&self, size: &Size) -> Option<f64> {
        tame(size.terms().map(|(atoms, factor)| self.term(atoms, factor)).sum())
    }
    fn term(&self, atoms: &[Atom<Var>], factor: i64) -> f64 {
        let most =
            atoms.iter().map(|atom| self.largest(atom)).product::<f64>() * factor.unsigned_abs() as f64;
        if most.is_nan() { f64::INFINITY } else { most }
    }
    /// The largest absolute value of an atom; infinite if it is not known.
    fn largest(&self, atom: &Atom<Var>) -> f64 {
        match atom {
            Atom::Var(var) => self.get(*var).and_then(|known| known.most).unwrap_or(f64::INFINITY),
            // Rounding down adds 1.
            Atom::FloorDiv(a, b) if b.as_constant().is_some_and(|b| b > 0) => {
                self.most(a).map_or(f64::INFINITY, |most| most + 1.0)
            }
            Atom::FloorDiv(..) => f64::INFINITY,
        }
    }
    /// Whether the polynomial is known to be about the size of an array.
    #[must_use]
    pub fn is_bounded(&self, size: &Size) -> bool {
        self.most(size).is_some_and(|most| most <= 2.0 * LARGEST)
    }
    /// The index and the extent of a condition of the form `index >= 0 and index < extent`.
    #[must_use]
    pub fn as_bounds(&self, cond: &Operand) -> Option<(Operand, Size)> {
        let op = |x: &Operand| self.get(x.var()?)?.op.clone();
        let Op::Binary(BinOp::And, above, below) = op(cond)? else { return None };
        let Op::Compare(CmpOp::Ge, index, zero) = op(&above)? else { return None };
        let Op::Compare(CmpOp::Lt, same, extent) = op(&below)? else { return None };
        let fits = index == same && self.sizes.affine_of(&zero).as_constant() == Some(0);
        fits.then(|| (index, self.sizes.affine_of(&extent)))
    }
    /// Whether computing the polynomial gives the number that it is.
    #[must_use]
    pub fn exact(&self, size: &Size) -> bool {
        self.is_small(size) || (self.may_be_large(size) && self.is_part_of_count(size))
    }
    fn is_small(&self, size: &Size) -> bool {
        size.as_var().is_some() || (size.is_moderate() && self.most(size).is_some())
    }
    /// Whether a polynomial that may wrap has quotients of what does not wrap, only.
    fn may_be_large(&self, size: &Size) -> bool {
        let counted = |atom: &Atom<Var>| {
            self.counts.iter().any(|count| count.terms().any(|(atoms, _)| atoms.contains(atom)))
        };
        let exact = |atom: &Atom<Var>| match atom {
            Atom::Var(_) => true,
            Atom::FloorDiv(..) => self.largest(atom) < f64::INFINITY || counted(atom),
        };
        size.is_moderate() && size.terms().all(|(atoms, _)| atoms.iter().all(exact))
    }
    /// Whether the polynomial lies between 0 and a number that has not wrapped.
    fn is_part_of_count(&self, size: &Size) -> bool {
        let below = |count: &Size| self.nonnegative(&count.sub(size));
        let mut counts = self.counts.iter().rev().take(MAX_COUNTS);
        !self.counts.is_empty() && self.nonnegative(size) && counts.any(below)
    }
    /// Whether the polynomial, as the extent of a domain, is no less as a number than as it is computed.
    fn is_extent(&self, size: &Size) -> bool {
        self.is_small(size) || (self.may_be_large(size) && self.nonnegative(size))
    }

    /// Adds that a condition has that value.
    pub fn assume(&mut self, cond: &Operand, value: bool) {
        let Some(op) = cond.var().and_then(|var| self.get(var)).and_then(|known| known.op.clone()) else {
            return;
        };
        match op {
            Op::Compare(op, a, b) => self.assume_comparison(op, &a, &b, value),
            Op::Binary(BinOp::And, a, b) if value => [a, b].iter().for_each(|x| self.assume(x, true)),
            Op::Binary(BinOp::Or, a, b) if !value => [a, b].iter().for_each(|x| self.assume(x, false)),
            Op::Unary(base::UnOp::Not, x) => self.assume(&x, !value),
            _ => {}
        }
    }
    fn assume_comparison(&mut self, op: CmpOp, a: &Operand, b: &Operand, value: bool) {
        let op = if value { op } else { super::negated(op) };
        let Some((a, b)) = self.numbers(a, b) else { return };
        for fact in Size::facts_of(op, &a, &b) {
            self.add_fact(fact);
        }
    }
    /// Both sides of a comparison of `i64` as numbers, if their computation does not wrap.
    fn numbers(&self, a: &Operand, b: &Operand) -> Option<(Size, Size)> {
        let number = |x: &Operand| Some(self.sizes.affine_of(x)).filter(|size| self.exact(size));
        Some((number(a)?, number(b)?))
    }

    // Proofs.

    /// Whether the condition is known to be true, or to be false.
    #[must_use]
    pub fn decide(&self, cond: &Operand) -> Option<bool> {
        match self.get(cond.var()?)?.op.as_ref()? {
            Op::Compare(op, a, b) => self.decide_comparison(*op, a, b),
            Op::Binary(BinOp::And, a, b) => match (self.decide(a), self.decide(b)) {
                (Some(true), Some(true)) => Some(true),
                (Some(false), _) | (_, Some(false)) => Some(false),
                _ => None,
            },
            _ => None,
        }
    }
    /// The value of a comparison of two `i64`, if it is known.
    #[must_use]
    pub fn decide_comparison(&self, op: CmpOp, a: &Operand, b: &Operand) -> Option<bool> {
        if let Some(order) = self.far_apart(&self.sizes.affine_of(a), &self.sizes.affine_of(b)) {
            return Some(match op {
                CmpOp::Lt | CmpOp::Le => order == Ordering::Less,
                CmpOp::Gt | CmpOp::Ge => order == Ordering::Greater,
                CmpOp::Eq | CmpOp::Ne => op == CmpOp::Ne,
            });
        }
        let (a, b) = self.numbers(a, b)?;
        let holds = |op| {
            let facts = Size::facts_of(op, &a, &b);
            !facts.is_empty() && facts.iter().all(|fact| self.nonnegative(fact))
        };
        if holds(op) {
            return Some(true);
        }
        holds(super::negated(op)).then_some(false)
    }
    /// The order of what is tame and a constant that no tame number reaches.
    fn far_apart(&self, a: &Size, b: &Size) -> Option<Ordering> {
        let far = |size: &Size| size.as_constant().filter(|c| c.unsigned_abs() as f64 >= LARGEST_TAME);
        match (far(a), far(b)) {
            (None, Some(b)) => self.most(a).map(|_| 0.cmp(&b)),
            (Some(a), None) => self.most(b).map(|_| a.cmp(&0)),
            _ => None,
        }
    }
    /// Whether an index is known to be inside `0..extent`.
    #[must_use]
    pub fn inside(&self, index: &Operand, extent: &Size) -> bool {
        let index = self.sizes.affine_of(index);
        let extent = self.sizes.expand(extent);
        let extent = if fault!(OneTooFar) { extent.add(&Poly::constant(1)) } else { extent };
        let counts = |var: &Var| self.get(*var).is_some_and(|known| known.extent.as_ref() == Some(&extent));
        index.as_var().is_some_and(counts)
            || (self.exact(&extent)
                && self.positive(&extent.sub(&index))
                && (self.nonnegative(&index) || fault!(LowerEndAssumed)))
    }
    /// Whether the polynomial, as a number, is known to be positive.
    #[must_use]
    pub fn positive(&self, size: &Size) -> bool {
        self.nonnegative(&size.sub(&Poly::constant(1)))
    }
    /// Whether the polynomial, as a number, is known not to be negative.
    #[must_use]
    pub fn nonnegative(&self, size: &Size) -> bool {
        let mut steps = MAX_STEPS;
        self.prove(size, 2, &mut steps)
    }

    /// `uses`: how many more facts may be used.
    fn prove(&self, goal: &Size, uses: u32, steps: &mut u32) -> bool {
        if let Some(value) = goal.as_constant() {
            return value >= 0;
        }
        if *steps == 0 || !goal.is_moderate() {
            return false;
        }
        *steps -= 1;
        if self.plainly_nonnegative(goal) {
            return true;
        }
        // The newest variables first: their bounds mention older ones, so the bounds go in last.
        let mut vars = goal.vars();
        vars.sort_unstable();
        vars.dedup();
        for &var in vars.iter().rev() {
            if self.prove_by_bounds(goal, var, uses, steps) {
                return true;
            }
        }
        self.prove_by_quotients(goal, uses, steps)
            || self.prove_by_facts(goal, uses, steps)
            || vars.iter().rev().any(|&var| self.prove_by_cases(goal, var, uses, steps))
    }
    /// Whether each term is a product of what is not negative.
    fn plainly_nonnegative(&self, goal: &Size) -> bool {
        goal.terms().all(|(atoms, coefficient)| coefficient >= 0 && atoms.iter().all(|atom| self.atom(atom)))
    }
    fn atom(&self, atom: &Atom<Var>) -> bool {
        match atom {
            Atom::Var(var) => {
                let zero = |bound: &Size| bound.as_constant().is_some_and(|bound| bound >= 0);
                self.get(*var).is_some_and(|known| known.lower.iter().any(zero))
            }
            Atom::FloorDiv(a, b) => b.as_constant().is_some_and(|b| b > 0) && self.plainly_nonnegative(a),
        }
    }
    /// With `var` replaced by a bound in the direction in which the goal falls.
    fn prove_by_bounds(&self, goal: &Size, var: Var, uses: u32, steps: &mut u32) -> bool {
        let Some(known) = self.get(var) else { return false };
        if known.lower.is_empty() && known.upper.is_empty() {
            return false;
        }
        let Some((rest, factor)) = goal.linear_in(&var) else { return false };
        let bounds = if self.plainly_nonnegative(&factor) {
            &known.lower
        } else if self.plainly_nonnegative(&factor.scale(-1)) {
            &known.upper
        } else {
            return false;
        };
        bounds.iter().any(|bound| self.prove(&rest.add(&factor.mul(bound)), uses, steps))
    }
    /// With a fact taken off: what is left must not be negative.
    fn prove_by_facts(&self, goal: &Size, uses: u32, steps: &mut u32) -> bool {
        if uses == 0 {
            return false;
        }
        let facts = self.facts.iter().rev().take(MAX_FACTS);
        for fact in facts {
            let helps = goal.terms().any(|(atoms, coefficient)| {
                !atoms.is_empty()
                    && fact.terms().any(|(other, c)| other == atoms && (c > 0) == (coefficient > 0))
            });
            if helps && self.prove(&goal.sub(fact), uses - 1, steps) {
                return true;
            }
        }
        false
    }
    /// `c * (a // c)` lies between `a - c + 1` and `a`.
    fn prove_by_quotients(&self, goal: &Size, uses: u32, steps: &mut u32) -> bool {
        let quotient = goal.terms().find_map(|(atoms, coefficient)| match atoms {
            [Atom::FloorDiv(a, b)] => {
                let divisor = b.as_constant().filter(|divisor| (1..1 << 20).contains(divisor))?;
                Some((a.floor_div(b), (**a).clone(), divisor, coefficient))
            }
            _ => None,
        });
        let Some((atom, dividend, divisor, coefficient)) = quotient else { return false };
        let rest = goal.sub(&atom.scale(coefficient));
        let bound = if coefficient < 0 { dividend } else { dividend.sub(&Poly::constant(divisor - 1)) };
        self.prove(&rest.scale(divisor).add(&bound.scale(coefficient)), uses, steps)
    }
    /// For each case of a selection.
    fn prove_by_cases(&self, goal: &Size, var: Var, uses: u32, steps: &mut u32) -> bool {
        let Some(op) = self.get(var).and_then(|known| known.op.as_ref()) else { return false };
        let (Op::Select(_, a, b) | Op::Binary(BinOp::Min | BinOp::Max, a, b)) = op else { return false };
        [a, b].into_iter().all(|case| {
            let case = self.sizes.affine_of(case);
            let goal = goal.substitute(&mut |v| if *v == var { case.clone() } else { Poly::var(*v) });
            self.is_small(&case) && self.prove(&goal, uses, steps)
        })
    }
}

/// A largest value, if it is far below 2^63, so that rounding it does no harm.
fn tame(most: f64) -> Option<f64> {
    Some(most).filter(|most| *most < LARGEST_TAME)
}
