//! Where a loop needs to look at the edges: it is split into its borders and an interior.
//!
//! ```text
//! for j in 0..w { x[clamp(j + k - r)] }    (k in 0..2 * r + 1)
//!     =>
//! for j in 0..r and w - r..w { x[clamp(j + k - r)] }; for j in r..w - r { x[j + k - r] }
//! ```
//!
//! The body is lowered once to see what would have to hold of the loop variable for every edge and every comparison to
//! be decided; each is a border, a polynomial in values from before the loop. Where one of these values is so large that
//! a border could wrap, there is no interior.

use array::ir::{Binder, Operand as SourceOperand};
use base::{Atom, BinOp, CmpOp, DType, Poly, Scalar, fault};

use super::{Binding, Lowerer};
use crate::build::{constant, poly_of};
use crate::ir::{Affine, LoopKind, Op, Operand, Param, Ty, Value};

/// How far from the edges an interior may begin, where that is known; such a border is not worth lanes.
const MAX_BORDER: i64 = 8;
/// Borders of each side that depend on values.
const MOST: usize = 3;
/// Terms of a border, and how large their coefficients may be.
const MAX_TERMS: usize = 6;
const MAX_COEFFICIENT: i64 = 8;
/// Values below this make borders that do not wrap.
const SMALL: i64 = 1 << 56;
/// Variables that one proof takes out.
const STEPS: usize = 4;

/// What is known of a loop variable: not negative, less than `extent`; at least each of `below`, and less than the
/// extent by more than each of `above`.
#[derive(Clone, Debug)]
pub(super) struct Range {
    pub(super) extent: Affine,
    below: Vec<Affine>,
    above: Vec<Affine>,
}

impl Range {
    pub(super) fn of(extent: Affine) -> Self {
        Self { extent, below: Vec::new(), above: Vec::new() }
    }
    /// The largest of the borders below that are numbers.
    pub(super) fn below(&self) -> i64 {
        largest(&self.below)
    }
    /// The same above.
    pub(super) fn above(&self) -> i64 {
        largest(&self.above)
    }
}

fn largest(borders: &[Affine]) -> i64 {
    borders.iter().filter_map(Affine::as_constant).fold(0, i64::max)
}

/// A loop that is asked for its borders.
pub(super) struct Probe {
    var: Value,
    /// Values from this one on are defined inside.
    inner: u32,
    below: Vec<Affine>,
    above: Vec<Affine>,
}

impl Probe {
    fn is_symbolic(&self) -> bool {
        self.below.iter().chain(&self.above).any(|border| border.as_constant().is_none())
    }
    fn pays(&self, extent: &Affine) -> bool {
        let borders = !self.below.is_empty() || !self.above.is_empty();
        let small = extent.as_constant().is_some_and(|extent| extent <= 2 * MAX_BORDER);
        borders && !small && largest(&self.below) <= MAX_BORDER && largest(&self.above) <= MAX_BORDER
    }
}

impl Lowerer<'_> {
    /// Loops over the binders, the first over some of its values only if they are given; the innermost is split where
    /// that decides edges and comparisons.
    pub(super) fn domain(
        &mut self,
        (binders, rows): (&[Binder], Option<(Affine, Affine)>),
        kind: LoopKind,
        body: &mut dyn FnMut(&mut Self, &[Affine]),
    ) {
        let mut loops = Vec::new();
        let mut indices: Vec<Affine> = Vec::new();
        // Extents do not depend on the binders; outside of all loops, the schedule sees them.
        let extents: Vec<Affine> = binders.iter().map(|binder| self.size(&binder.extent)).collect();
        let settled: Vec<Affine> = extents.iter().map(|n| self.builder.settle(n, "extent")).collect();
        for (binder, (extent, settled)) in binders.iter().zip(extents.iter().zip(settled)) {
            let name = self.function.vars[binder.var].name.clone();
            let var = self.loop_var(&name, extent.clone());
            self.bindings.insert(binder.var, Binding::Scalar(var.into(), Some(Poly::var(var))));
            indices.push(Poly::var(var));
            let whole = (constant(0), settled);
            loops.push((var, if loops.is_empty() { rows.clone().unwrap_or(whole) } else { whole }));
            self.builder.open();
        }
        let outer = self.probe.take();
        let inner = u32::try_from(self.builder.kernel.values.len()).unwrap_or(u32::MAX);
        let innermost = loops.last();
        self.probe =
            innermost.map(|(var, _)| Probe { var: *var, inner, below: Vec::new(), above: Vec::new() });
        body(self, &indices);
        let probed = std::mem::replace(&mut self.probe, outer);
        if let (Some(probe), Some((_, (_, settled))), Some(extent)) =
            (probed, loops.last().cloned(), extents.last())
            && probe.pays(extent)
            && let Some(binder) = binders.last()
        {
            // What the probe has made is thrown away.
            self.builder.close();
            self.builder.open();
            loops.pop();
            indices.pop();
            self.split(binder, (extent, &settled), &probe, kind, &mut indices, body);
            let inner = self.builder.close();
            self.builder.extend(inner);
        }
        while let Some((var, range)) = loops.pop() {
            self.close_loop(var, range, kind);
        }
    }

    /// A loop in parts: below, the interior, above; the first and the last by one body where the order is free.
    fn split(
        &mut self,
        binder: &Binder,
        (extent, settled): (&Affine, &Affine),
        probe: &Probe,
        kind: LoopKind,
        indices: &mut Vec<Affine>,
        body: &mut dyn FnMut(&mut Self, &[Affine]),
    ) {
        let (small, first, last) = self.interior(settled, probe);
        let border_kind = if probe.is_symbolic() { kind } else { LoopKind::Serial };
        let mut part = |lowerer: &mut Self, (lo, hi): (Affine, Affine), inside: bool| {
            let name = lowerer.function.vars[binder.var].name.clone();
            let var = lowerer.loop_var(&name, extent.clone());
            let before = lowerer.small.clone();
            if inside {
                let (below, above) = (probe.below.clone(), probe.above.clone());
                lowerer.ranges.insert(var, Range { extent: extent.clone(), below, above });
                lowerer.small.extend(&small);
            }
            lowerer.bindings.insert(binder.var, Binding::Scalar(var.into(), Some(Poly::var(var))));
            indices.push(Poly::var(var));
            lowerer.builder.open();
            body(lowerer, indices);
            lowerer.small = before;
            indices.pop();
            lowerer.close_loop(var, (lo, hi), if inside { kind } else { border_kind });
        };
        let both = !probe.below.is_empty() && !probe.above.is_empty();
        if both && kind == LoopKind::Independent {
            let side = self.loop_var("side", constant(2));
            self.builder.open();
            let number = Poly::var(side);
            let lo = self.builder.settle(&number.mul(&last), "from");
            let hi = self.builder.settle(&first.add(&number.mul(&settled.sub(&first))), "to");
            part(self, (lo, hi), false);
            self.close_loop(side, (constant(0), constant(2)), LoopKind::Serial);
            part(self, (first, last), true);
            return;
        }
        if !probe.below.is_empty() {
            part(self, (constant(0), first.clone()), false);
        }
        part(self, (first, last.clone()), true);
        if !probe.above.is_empty() {
            part(self, (last, settled.clone()), false);
        }
    }

    /// Where the interior begins and ends, which is empty where a border could wrap; and the values that are small in it.
    fn interior(&mut self, settled: &Affine, probe: &Probe) -> (Vec<Value>, Affine, Affine) {
        let n = self.builder.index(settled, "extent");
        let (guard, small) = self.guard(probe);
        let first = self.widest(&probe.below, "first");
        let first = self.builder.binary(BinOp::Min, n, first, "first");
        // Where a border could wrap, one part that there is does everything.
        let all = if probe.below.is_empty() { Scalar::i64(0).into() } else { n };
        let first = guard.map_or(first, |guard| self.builder.select(guard, first, all, "first"));
        let border = self.widest(&probe.above, "border");
        let border =
            if fault!(InteriorTooWide) { poly_of(border).sub(&constant(1)) } else { poly_of(border) };
        let rest = self.builder.index(&settled.sub(&border), "rest");
        let last = self.builder.binary(BinOp::Max, rest, first, "last");
        let last = guard.map_or(last, |guard| self.builder.select(guard, last, all, "last"));
        (small, poly_of(first), poly_of(last))
    }

    /// The largest of the borders, at least 0.
    fn widest(&mut self, borders: &[Affine], name: &str) -> Operand {
        let zero = Scalar::i64(largest(borders)).into();
        borders.iter().filter(|border| border.as_constant().is_none()).fold(zero, |widest, border| {
            let border = self.builder.index(border, name);
            self.builder.binary(BinOp::Max, widest, border, name)
        })
    }

    /// Whether all values of the borders are small enough that nothing wraps, where that is not known; and these values.
    fn guard(&mut self, probe: &Probe) -> (Option<Operand>, Vec<Value>) {
        let mut values: Vec<Value> =
            probe.below.iter().chain(&probe.above).flat_map(|border| border.vars()).collect();
        values.sort();
        values.dedup();
        values.retain(|value| !self.is_tame(*value));
        let tests: Vec<Operand> = values
            .iter()
            .map(|value| {
                let moved = self.builder.index(&Poly::var(*value).add(&constant(SMALL)), "moved");
                let ty = Ty::scalar(DType::U64);
                let moved = self.builder.define(ty, "moved", Op::Convert(DType::U64, moved));
                let most = Scalar { dtype: DType::U64, bits: Scalar::i64(2 * SMALL).bits };
                self.builder.compare(CmpOp::Lt, moved.into(), most.into(), "small")
            })
            .collect();
        let all = tests.into_iter().reduce(|a, b| self.builder.binary(BinOp::And, a, b, "small"));
        (all, values)
    }

    /// Whether a value is a loop variable, the extent of an array, or known to be small.
    fn is_tame(&self, value: Value) -> bool {
        let extent = |param: &Param| match param {
            Param::Array { extents, .. } => extents.contains(&value),
            Param::Frame(extent) => *extent == value,
            _ => false,
        };
        self.ranges.contains_key(&value)
            || self.small.contains(&value)
            || self.builder.kernel.params.iter().any(extent)
    }

    /// What a comparison of `i64` gives, where the interior of a loop decides it; else the loop is asked for that.
    pub(super) fn decide(&mut self, op: CmpOp, a: &SourceOperand, b: &SourceOperand) -> Option<bool> {
        if self.function.operand_type(a).dtype != DType::I64 {
            return None;
        }
        let (a, b) = (self.index(a), self.index(b));
        let one = constant(1);
        let (holds, fails) = match op {
            CmpOp::Lt => (b.sub(&a).sub(&one), a.sub(&b)),
            CmpOp::Le => (b.sub(&a), a.sub(&b).sub(&one)),
            CmpOp::Gt => (a.sub(&b).sub(&one), b.sub(&a)),
            CmpOp::Ge => (a.sub(&b), b.sub(&a).sub(&one)),
            CmpOp::Eq | CmpOp::Ne => return None,
        };
        let mut vars = [a.vars(), b.vars()].concat();
        let simple = |poly: &Affine| poly.terms().count() <= MAX_TERMS && is_linear(poly);
        if vars.is_empty() || !simple(&a) || !simple(&b) {
            return None;
        }
        vars.retain(|value| !self.is_tame(*value));
        if vars.is_empty() && self.is_natural(&holds) {
            return Some(true);
        }
        if vars.is_empty() && self.is_natural(&fails) {
            return Some(false);
        }
        self.ask(&holds);
        None
    }

    /// Whether a polynomial is provably not negative, if none of its values wraps.
    pub(super) fn is_natural(&self, poly: &Affine) -> bool {
        let holds = |poly: &Affine| self.least(poly).is_some_and(|least| least >= 0);
        holds(poly)
            || poly.vars().into_iter().any(|var| {
                let Some(range) = self.ranges.get(&var) else { return false };
                let Some((rest, factor)) = step(poly, &var) else { return false };
                let (borders, upward) = if factor > 0 { (&range.below, true) } else { (&range.above, false) };
                borders.iter().any(|border| {
                    let end = if upward { border.clone() } else { end_of(range).sub(border) };
                    holds(&rest.add(&end.scale(factor)))
                })
            })
    }

    /// A number that a polynomial is not less than, by the ranges of loop variables, the innermost first.
    fn least(&self, poly: &Affine) -> Option<i64> {
        let mut poly = poly.clone();
        for _ in 0..=STEPS {
            if let Some(least) = poly.as_constant() {
                return Some(least);
            }
            poly = self.without_innermost(&poly, 0)?;
        }
        None
    }

    /// The polynomial with its innermost loop variable, not older than `from`, at the end where it is least.
    fn without_innermost(&self, poly: &Affine, from: u32) -> Option<Affine> {
        let var = poly.vars().into_iter().filter(|var| var.0 >= from).max()?;
        let (rest, factor) = step(poly, &var)?;
        let range = self.ranges.get(&var)?;
        let end = if factor > 0 { constant(0) } else { end_of(range) };
        Some(rest.add(&end.scale(factor)))
    }

    /// Asks the loop that is probed for a border within which the polynomial is not negative.
    pub(super) fn ask(&mut self, poly: &Affine) {
        let Some(probe) = &self.probe else { return };
        let Some((mut rest, factor)) = step(poly, &probe.var) else { return };
        let Some(range) = self.ranges.get(&probe.var) else { return };
        if factor.abs() != 1 {
            return;
        }
        for _ in 0..STEPS {
            if rest.vars().iter().all(|var| var.0 < probe.inner) {
                break;
            }
            let Some(next) = self.without_innermost(&rest, probe.inner) else { return };
            rest = next;
        }
        let border = if factor > 0 { constant(0).sub(&rest) } else { end_of(range).sub(&rest) };
        let outside = border.vars().iter().all(|var| var.0 < probe.inner && *var != probe.var);
        let simple = border.terms().count() <= MAX_TERMS && is_linear(&border);
        if !outside || !simple || border.as_constant().is_some_and(|border| border <= 0) {
            return;
        }
        let Some(probe) = &mut self.probe else { return };
        let list = if factor > 0 { &mut probe.below } else { &mut probe.above };
        let room = border.as_constant().is_some() || list.len() < MOST;
        if room && !list.contains(&border) {
            list.push(border);
        }
    }
}

/// The last value of a loop variable.
fn end_of(range: &Range) -> Affine {
    range.extent.sub(&constant(1))
}

/// A polynomial as a number times a variable and the rest.
fn step(poly: &Affine, var: &Value) -> Option<(Affine, i64)> {
    let (rest, factor) = poly.linear_in(var)?;
    let factor = factor.as_constant().filter(|factor| *factor != 0)?;
    Some((rest, factor))
}

/// Whether a polynomial is a sum of variables with small factors.
fn is_linear(poly: &Affine) -> bool {
    poly.terms().all(|(atoms, coefficient)| match atoms {
        [] => coefficient.unsigned_abs() < SMALL.unsigned_abs(),
        [Atom::Var(_)] => coefficient.abs() <= MAX_COEFFICIENT,
        _ => false,
    })
}
