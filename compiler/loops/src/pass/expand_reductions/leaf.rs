//! Leaves at given indices, and chains of them.

use base::Poly;

use super::{Expansion, Leaves};
use crate::build::{Builder, constant};
use crate::clone::Cloner;
use crate::ir::{Affine, LoopKind, Operand, Plan, Reducer, Register};

/// Leaves that one turn of a loop over a short chain takes.
const GROUP: i64 = 4;

impl Expansion<'_> {
    /// The leaves at indices for all axes.
    fn leaf(&self, b: &mut Builder, indices: &[Affine]) -> Vec<Operand> {
        let mut cloner = Cloner::default();
        cloner.own_locals(&mut b.kernel, &self.reduce.body);
        for ((var, _), index) in self.reduce.binders.iter().zip(indices) {
            let name = b.kernel.values[*var].name.clone();
            let operand = b.index(index, &name);
            cloner.replace(*var, operand, index.clone());
        }
        let body = cloner.block(&mut b.kernel, &self.reduce.body);
        super::expand(b, body, true);
        let mut leaves: Vec<Operand> = self.reduce.leaves.iter().map(|leaf| cloner.operand(*leaf)).collect();
        if let Reducer::ArgMin | Reducer::ArgMax = self.reduce.reducer {
            let flat = indices.iter().zip(&self.extents);
            let flat = flat.fold(constant(0), |flat, (index, extent)| flat.mul(extent).add(index));
            leaves.push(b.index(&flat, "flat"));
        }
        leaves
    }
    fn accs(b: &mut Builder, accs: &[Register]) -> Vec<Operand> {
        accs.iter().map(|acc| b.get(*acc).into()).collect()
    }
    fn set_all(b: &mut Builder, accs: &[Register], values: Vec<Operand>) {
        accs.iter().zip(values).for_each(|(acc, value)| b.set(*acc, value));
    }
    /// `accs` with the leaf at indices for all axes.
    pub(super) fn step_at(&self, b: &mut Builder, indices: &[Affine], accs: &[Register]) {
        let leaf = self.leaf(b, indices);
        let acc = Self::accs(b, accs);
        let acc = self.step(b, &acc, &leaf);
        Self::set_all(b, accs, acc);
    }
    /// `accs` combined with a partial result.
    pub(super) fn join_onto(&self, b: &mut Builder, accs: &[Register], partial: &[Operand]) {
        let acc = Self::accs(b, accs);
        let acc = self.join(b, &acc, partial);
        Self::set_all(b, accs, acc);
    }
    /// `accs` with what stands at one index of the axis.
    pub(super) fn accumulate(&self, b: &mut Builder, leaves: &Leaves, index: &Affine, accs: &[Register]) {
        match leaves {
            Leaves::Memory(buffers) => {
                let partial: Vec<Operand> =
                    buffers.iter().map(|buffer| b.load(*buffer, index.clone(), "row").into()).collect();
                self.join_onto(b, accs, &partial);
            }
            Leaves::Body { outer, axis } => {
                let mut indices = outer.clone();
                indices.push(index.clone());
                if axis + 1 == self.extents.len() {
                    self.step_at(b, &indices, accs);
                } else {
                    let inner = self.registers(b);
                    self.axes(b, indices, Plan::Serial, &inner);
                    let partial = Self::accs(b, &inner);
                    self.join_onto(b, accs, &partial);
                }
            }
        }
    }
    /// `accs` with the leaves of a range, one after another.
    pub(super) fn chain(&self, b: &mut Builder, leaves: &Leaves, range: (Affine, Affine), accs: &[Register]) {
        let count = range.1.sub(&range.0).as_constant();
        // What combines whole rows has loops inside, which are not worth having several times.
        let rows = matches!(leaves, Leaves::Body { axis, .. } if axis + 1 < self.extents.len());
        let constant = range.0.as_constant().is_some();
        let kind = if constant && !rows { self.chain_kind(count) } else { LoopKind::Serial };
        b.for_loop(range, kind, ("k", self.reduce.span), |b, var| {
            self.accumulate(b, leaves, &Poly::var(var), accs);
        });
    }
    /// The same where a chain is short and on its own: several leaves a turn of the loop.
    pub(super) fn short_chain(&self, b: &mut Builder, leaves: &Leaves, n: &Affine, accs: &[Register]) {
        let place = ("k", self.reduce.span);
        let groups = n.floor_div(&constant(GROUP));
        let groups = b.settle(&groups, "groups");
        b.for_loop((constant(0), groups.clone()), LoopKind::Serial, place, |b, group| {
            b.for_loop((constant(0), constant(GROUP)), LoopKind::Unrolled, place, |b, k| {
                let index = Poly::var(group).scale(GROUP).add(&Poly::var(k));
                self.accumulate(b, leaves, &index, accs);
            });
        });
        self.chain(b, leaves, (groups.scale(GROUP), n.clone()), accs);
    }
}
