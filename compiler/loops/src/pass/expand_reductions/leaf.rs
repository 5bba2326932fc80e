//! Leaves at given indices, and chains of them.

use base::{BinOp, CmpOp, DType, Poly, Scalar, fault};

use super::{Expansion, Leaves};
use crate::build::{Builder, constant};
use crate::clone::Cloner;
use crate::ir::{Affine, Block, LoopKind, Op, Operand, Plan, Reducer, Register, Stmt, Ty, Value};
use crate::pass::vectorise::straight_in_lanes as in_lanes;

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
        match (self.end_in_lanes(), leaves) {
            (Some(lanes), Leaves::Body { outer, axis }) if axis + 1 == self.extents.len() => {
                let count = b.index(n, "leaves");
                let some = b.compare(CmpOp::Gt, count, Scalar::i64(0).into(), "some");
                b.if_then(some, |b| {
                    // At least one leaf is left: what is the same in all lanes may fail, and must be computed.
                    let done = self.groups(b, leaves, &n.sub(&constant(1)), accs);
                    self.end_of_chain(b, outer, lanes, (&done, n), accs);
                });
            }
            _ => {
                let done = self.groups(b, leaves, n, accs);
                if !fault!(ShortChainRestDropped) {
                    self.chain(b, leaves, (done, n.clone()), accs);
                }
            }
        }
    }
    /// As many whole groups of leaves as there are in `n`; gives the number of leaves in them.
    fn groups(&self, b: &mut Builder, leaves: &Leaves, n: &Affine, accs: &[Register]) -> Affine {
        let place = ("k", self.reduce.span);
        let groups = n.floor_div(&constant(GROUP));
        let groups = b.settle(&groups, "groups");
        b.for_loop((constant(0), groups.clone()), LoopKind::Serial, place, |b, group| {
            b.for_loop((constant(0), constant(GROUP)), LoopKind::Unrolled, place, |b, k| {
                let index = Poly::var(group).scale(GROUP).add(&Poly::var(k));
                self.accumulate(b, leaves, &index, accs);
            });
        });
        groups.scale(GROUP)
    }
    /// Lanes in which the last leaves of a chain are computed, where that has been decided.
    fn end_in_lanes(&self) -> Option<u32> {
        let pads = matches!(self.reduce.reducer, Reducer::Op(BinOp::Add) | Reducer::SumOfProducts);
        self.reduce.strip.filter(|_| pads && self.dtypes[0].is_float())
    }
    /// The last leaves of a chain, from one to as many as there are lanes: computed side by side, then taken in order. A
    /// lane without a leaf adds -0.0, which changes nothing: how many leaves there are does not decide what runs next.
    fn end_of_chain(
        &self,
        b: &mut Builder,
        outer: &[Affine],
        lanes: u32,
        (lo, hi): (&Affine, &Affine),
        accs: &[Register],
    ) {
        let var = b.kernel.fresh(Ty::scalar(DType::I64), "k");
        let mut indices = outer.to_vec();
        indices.push(Poly::var(var));
        let (body, leaf) = self.leaf(b, &indices);
        let left = b.index(&hi.sub(lo), "left");
        let mask = b.define(Ty { dtype: DType::Bool, lanes }, "tail", Op::FirstLanes(left, lanes));
        let leaf = in_lanes(b, (var, lo), &body, mask, &leaf);
        let each = leaf.len() / accs.len();
        let pads = [Scalar::float(self.dtypes[0], -0.0), Scalar::zero(self.dtypes[0])];
        let padded: Vec<Value> = leaf
            .iter()
            .enumerate()
            .map(|(number, leaf)| {
                let ty = Ty { dtype: self.dtypes[0], lanes };
                let pad = pads[number % each].into();
                b.define(ty, "leaf", Op::Select(mask.into(), (*leaf).into(), pad))
            })
            .collect();
        for lane in 0..lanes {
            let acc = Self::accs(b, accs);
            let ty = Ty::scalar(self.dtypes[0]);
            let mut one = |leaf: &Value| b.define(ty, "leaf", Op::Extract((*leaf).into(), lane)).into();
            let leaf: Vec<Operand> = padded.iter().map(&mut one).collect();
            let next = self.step(b, &acc, &leaf);
            Self::set_all(b, accs, next);
        }
    }
}
