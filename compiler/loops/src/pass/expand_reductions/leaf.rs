//! Leaves at given indices, and chains of them.

use base::{Poly, fault};

use super::{Expansion, Leaves};
use crate::build::{Builder, constant};
use crate::clone::Cloner;
use crate::ir::{Affine, Block, LoopKind, Operand, Plan, Reducer, Register, Stmt};

/// Leaves that one turn of a loop over a short chain takes.
const GROUP: i64 = 4;

impl Expansion<'_> {
    /// The code of the leaves at indices for all axes, and the leaves.
    pub(super) fn leaf(&self, b: &mut Builder, indices: &[Affine]) -> (Block, Vec<Operand>) {
        let mut cloner = Cloner::default();
        cloner.own_locals(&mut b.kernel, &self.reduce.body);
        for ((var, _), index) in self.reduce.binders.iter().zip(indices) {
            let name = b.kernel.values[*var].name.clone();
            let operand = b.index(index, &name);
            cloner.replace(*var, operand, index.clone());
        }
        let body = cloner.block(&mut b.kernel, &self.reduce.body);
        (body, self.reduce.leaves.iter().map(|leaf| cloner.operand(*leaf)).collect())
    }
    /// One result's accumulator after the other, each as soon as its leaves are there: of several results, few leaves
    /// are in registers at a time.
    fn steps_at(&self, b: &mut Builder, indices: &[Affine], accs: &[Register]) {
        let (body, leaves) = self.leaf(b, indices);
        let each = leaves.len() / accs.len();
        let last = |leaves: &[Operand]| {
            let defines = |stmt: &Stmt| match stmt {
                Stmt::Let { value, .. } => leaves.contains(&(*value).into()),
                _ => false,
            };
            body.iter().rposition(defines)
        };
        let mut ready: Vec<(Option<usize>, usize)> =
            leaves.chunks(each).enumerate().map(|(result, leaves)| (last(leaves), result)).collect();
        ready.sort_unstable();
        let mut ready = ready.into_iter().peekable();
        let mut take = |b: &mut Builder, at: Option<usize>| {
            while let Some((_, result)) = ready.next_if(|(last, _)| *last <= at) {
                let acc = Self::accs(b, &accs[result..=result]);
                let next = self.step(b, &acc, &leaves[result * each..][..each]);
                Self::set_all(b, &accs[result..=result], next);
            }
        };
        take(b, None);
        for (number, stmt) in body.iter().enumerate() {
            super::expand(b, vec![stmt.clone()], true);
            take(b, Some(number));
        }
    }
    fn accs(b: &mut Builder, accs: &[Register]) -> Vec<Operand> {
        accs.iter().map(|acc| b.get(*acc).into()).collect()
    }
    fn set_all(b: &mut Builder, accs: &[Register], values: Vec<Operand>) {
        accs.iter().zip(values).for_each(|(acc, value)| b.set(*acc, value));
    }
    /// `accs` with the leaf at indices for all axes.
    pub(super) fn step_at(&self, b: &mut Builder, indices: &[Affine], accs: &[Register]) {
        if let Reducer::Op(_) | Reducer::SumOfProducts = self.reduce.reducer {
            self.steps_at(b, indices, accs);
            return;
        }
        let (body, mut leaf) = self.leaf(b, indices);
        super::expand(b, body, true);
        if let Reducer::ArgMin | Reducer::ArgMax = self.reduce.reducer {
            let flat = indices.iter().zip(&self.extents);
            let flat = flat.fold(constant(0), |flat, (index, extent)| {
                let extent = if fault!(FlatIndexByFirst) { &self.extents[0] } else { extent };
                flat.mul(extent).add(index)
            });
            leaf.push(b.index(&flat, "flat"));
        }
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
        if !fault!(ShortChainRestDropped) {
            self.chain(b, leaves, (groups.scale(GROUP), n.clone()), accs);
        }
    }
}
