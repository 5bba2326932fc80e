//! Edge modes as scalar arithmetic; what is known of the ranges of indices.
//!
//! An index `v + rest`, where `v` runs over the axis and `rest` is within known bounds, needs one addition or
//! subtraction at most where it wraps, and nothing in the interior of a loop that was split at the edges.

use abi::Status;
use array::ir::EdgeMode;
use base::{BinOp, CmpOp, Poly, Scalar, UnOp, fault};

use super::Lowerer;
use crate::build::{constant, poly_of};
use crate::ir::{Affine, Op, Operand, Ty, Value};

/// How an index lies about its axis: at least `low`, less than `extent + high`.
struct Reach {
    low: i64,
    high: i64,
}

/// The last index of an axis.
fn last_of(extent: &Affine) -> Affine {
    extent.sub(&constant(1))
}

impl Lowerer<'_> {
    /// The bounds of a polynomial over loop variables of constant extent, both inclusive.
    fn interval(&self, poly: &Affine) -> Option<(i64, i64)> {
        let (mut low, mut high) = (0i64, 0i64);
        for (atoms, coefficient) in poly.terms() {
            let (a, b) = match atoms {
                [] => (coefficient, coefficient),
                [base::Atom::Var(var)] => {
                    let range = self.ranges.get(var)?;
                    let last = range.extent.as_constant()?.checked_sub(1 + range.above())?;
                    let ends = (coefficient.checked_mul(range.below())?, coefficient.checked_mul(last)?);
                    (ends.0.min(ends.1), ends.0.max(ends.1))
                }
                _ => return None,
            };
            (low, high) = (low.checked_add(a)?, high.checked_add(b)?);
        }
        Some((low, high))
    }

    /// How `index` lies about an axis of `extent`, if a loop variable over this very extent is in it.
    fn reach(&self, index: &Affine, extent: &Affine) -> Option<Reach> {
        if let (Some((low, high)), Some(extent)) = (self.interval(index), extent.as_constant()) {
            return Some(Reach { low, high: high.checked_sub(extent)?.checked_add(1)? });
        }
        index.vars().into_iter().find_map(|var| {
            let range = self.ranges.get(&var).filter(|range| range.extent == *extent)?;
            let (low, high) = self.interval(&index.sub(&Poly::var(var)))?;
            Some(Reach { low: low + range.below(), high: high - range.above() })
        })
    }

    /// Whether `index` is provably inside an axis of `extent`.
    pub(super) fn is_inside(&self, index: &Affine, extent: &Affine) -> bool {
        self.reach(index, extent).is_some_and(|reach| reach.low >= 0 && reach.high <= 0)
            || self.is_natural(index) && self.is_natural(&last_of(extent).sub(index))
    }

    /// An index mapped into its axis.
    pub(super) fn edge(&mut self, mode: EdgeMode, index: &Affine, extent: &Affine) -> Affine {
        if self.is_inside(index, extent) {
            return index.clone();
        }
        self.ask(index);
        self.ask(&last_of(extent).sub(index));
        // A loop over the axis only runs where the axis is not empty.
        let over = |var: &Value| self.ranges.get(var).is_some_and(|range| range.extent == *extent);
        if !index.vars().iter().any(over) && extent.as_constant().is_none_or(|extent| extent <= 0) {
            let site = self.builder.site(Status::Bounds, "an edge of an empty axis", self.span);
            let n = self.builder.index(extent, "extent");
            let ok = self.builder.compare(CmpOp::Gt, n, Scalar::i64(0).into(), "not_empty");
            self.builder.check(ok, site, Vec::new());
        }
        let i = self.builder.index(index, "index");
        let n = self.builder.index(extent, "extent");
        let last = self.builder.index(&last_of(extent), "last");
        let near = self.reach(index, extent);
        let near = near.map_or((true, true, false), |r| (r.low < 0, r.high > 0, r.low >= -1 && r.high <= 1));
        poly_of(match mode {
            EdgeMode::Clamp => self.clamp(i, last, near),
            EdgeMode::Wrap => self.wrap(i, n, near),
            EdgeMode::Mirror => self.mirror(i, last, near.2),
        })
    }

    fn clamp(&mut self, i: Operand, last: Operand, (below, above, _): (bool, bool, bool)) -> Operand {
        let mut index = i;
        if below {
            index = self.builder.binary(BinOp::Max, index, Scalar::i64(0).into(), "clamped");
        }
        if above && !(below && fault!(ClampedBelowOnly)) {
            index = self.builder.binary(BinOp::Min, index, last, "clamped");
        }
        index
    }
    /// By one period where that does; an axis of one element is one period from its neighbours.
    fn wrap(&mut self, i: Operand, n: Operand, (below, above, near): (bool, bool, bool)) -> Operand {
        if !near && !fault!(WrappedOnce) {
            return self.builder.binary(BinOp::Mod, i, n, "wrapped");
        }
        let mut index = i;
        if below {
            let out = self.builder.compare(CmpOp::Lt, index, Scalar::i64(0).into(), "below");
            let moved = self.builder.binary(BinOp::Add, index, n, "moved");
            index = self.builder.select(out, moved, index, "wrapped");
        }
        if above {
            let out = self.builder.compare(CmpOp::Ge, index, n, "above");
            let moved = self.builder.binary(BinOp::Sub, index, n, "moved");
            index = self.builder.select(out, moved, index, "wrapped");
        }
        index
    }
    /// The period is twice the last index; an axis of one element has none, and its only index is 0.
    fn mirror(&mut self, i: Operand, last: Operand, near: bool) -> Operand {
        let last = if fault!(MirrorRepeatsEdge) { poly_of(last).add(&constant(1)) } else { poly_of(last) };
        let period = self.builder.index(&last.scale(2), "period");
        let index = if near {
            let ty = Ty::scalar(base::DType::I64);
            self.builder.define(ty, "reflected", Op::Unary(UnOp::Abs, i)).into()
        } else {
            let modulus = self.builder.binary(BinOp::Max, period, Scalar::i64(1).into(), "modulus");
            self.builder.binary(BinOp::Mod, i, modulus, "reflected")
        };
        let back = self.builder.binary(BinOp::Sub, period, index, "back");
        let index = self.builder.binary(BinOp::Min, index, back, "mirrored");
        self.builder.binary(BinOp::Max, index, Scalar::i64(0).into(), "mirrored")
    }
}
