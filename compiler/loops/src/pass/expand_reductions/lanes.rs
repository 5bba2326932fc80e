//! The lanes of one block of the array form.

use base::{BinOp, CmpOp, Poly, Scalar, fault};

use super::{Expansion, Leaves, WIDTH};
use crate::build::{Builder, constant};
use crate::ir::{Access, Affine, Buffer, Fold, Lanes, LoopKind, Op, Operand, Reducer, Register, Ty};

/// Chains side by side where the lanes of the array form are no vector; a power of two.
pub(super) const SIDE: i64 = 4;
/// Rows of lanes one after another in a loop over rows.
const STEPS: i64 = 4;

impl Expansion<'_> {
    /// Every lane its own chain, the lanes in a vector.
    pub(super) fn columns(
        &self,
        b: &mut Builder,
        leaves: &Leaves,
        (lo, hi): (&Affine, &Affine),
        width: i64,
        memory: &[Buffer],
    ) {
        let rows = hi.sub(lo).floor_div(&constant(width));
        let rows = b.settle(&rows, "rows");
        let rest = lo.add(&rows.scale(width));
        let whole = hi.sub(&rest).as_constant() == Some(0);
        let rest = b.settle(&rest, "rest");
        let left = b.index(&hi.sub(&rest), "left");
        let accs = self.registers(b);
        let all = u32::try_from(width).unwrap_or(32);
        let strip = self.reduce.strip.filter(|_| !self.is_free());
        let kind = LoopKind::Vector(strip.map_or(all, |strip| strip.min(all)));
        b.for_loop((constant(0), constant(width)), kind, ("lane", self.reduce.span), |b, lane| {
            self.start(b, &accs);
            let first = lo.add(&Poly::var(lane));
            self.steps(b, &rows, &mut |b, row| {
                self.accumulate(b, leaves, &first.add(&row.scale(width)), &accs);
            });
            if !whole && !fault!(LastRowDropped) {
                let some = b.compare(CmpOp::Gt, left, Scalar::i64(0).into(), "some");
                b.if_then(some, |b| {
                    let active = b.compare(CmpOp::Lt, lane.into(), left, "active");
                    b.if_then(active, |b| {
                        self.accumulate(b, leaves, &rest.add(&Poly::var(lane)), &accs);
                    });
                });
            }
            for (buffer, acc) in memory.iter().zip(&accs) {
                let value = b.get(*acc);
                b.store(*buffer, Poly::var(lane), value);
            }
        });
    }

    /// A loop of so many steps, several at a time where that comes out even.
    pub(super) fn steps(&self, b: &mut Builder, count: &Affine, step: &mut dyn FnMut(&mut Builder, &Affine)) {
        let place = ("row", self.reduce.span);
        let even = count.as_constant().is_some_and(|n| n % STEPS == 0) && self.is_light();
        if !even {
            let range = (constant(0), count.clone());
            b.for_loop(range, LoopKind::Serial, place, |b, row| step(b, &Poly::var(row)));
            return;
        }
        let range = (constant(0), count.floor_div(&constant(STEPS)));
        b.for_loop(range, LoopKind::Serial, place, |b, group| {
            b.for_loop((constant(0), constant(STEPS)), LoopKind::Unrolled, place, |b, row| {
                step(b, &Poly::var(group).scale(STEPS).add(&Poly::var(row)));
            });
        });
    }

    /// The lanes as separate chains, some side by side; what is left of them by halving goes to memory.
    pub(super) fn chains_of_lanes(
        &self,
        b: &mut Builder,
        leaves: &Leaves,
        (lo, hi): (&Affine, &Affine),
        memory: &[Buffer],
    ) {
        let rows = hi.sub(lo).floor_div(&constant(WIDTH));
        let rows = b.settle(&rows, "rows");
        let rest = lo.add(&rows.scale(WIDTH));
        let whole = hi.sub(&rest).as_constant() == Some(0);
        let left = hi.sub(&rest);
        let left = b.settle(&left, "left");
        let rest = b.settle(&rest, "rest");
        let apart = WIDTH / SIDE;
        let chains: Vec<Vec<Register>> = (0..SIDE).map(|_| self.registers(b)).collect();
        let place = ("lane", self.reduce.span);
        b.for_loop((constant(0), constant(apart)), LoopKind::Serial, place, |b, lane| {
            let lane = Poly::var(lane);
            let lanes: Vec<Affine> = (0..SIDE).map(|k| lane.add(&constant(k * apart))).collect();
            chains.iter().for_each(|chain| self.start(b, chain));
            b.for_loop((constant(0), rows.clone()), LoopKind::Serial, ("row", self.reduce.span), |b, row| {
                for (chain, lane) in chains.iter().zip(&lanes) {
                    let index = lo.add(&Poly::var(row).scale(WIDTH)).add(lane);
                    self.accumulate(b, leaves, &index, chain);
                }
            });
            for (chain, lane) in chains.iter().zip(&lanes).filter(|_| !whole) {
                let [number, left] = [lane, &left].map(|n| b.index(n, "lane"));
                let active = b.compare(CmpOp::Lt, number, left, "active");
                b.if_then(active, |b| self.accumulate(b, leaves, &rest.add(lane), chain));
            }
            let mut half = chains.len() / 2;
            while half > 0 {
                for k in 0..half {
                    let partial: Vec<Operand> =
                        chains[k + half].iter().map(|acc| b.get(*acc).into()).collect();
                    self.join_onto(b, &chains[k], &partial);
                }
                half /= 2;
            }
            for (buffer, acc) in memory.iter().zip(&chains[0]) {
                let value = b.get(*acc);
                b.store(*buffer, lane.clone(), value);
            }
        });
    }

    /// One leaf after another onto its lane; the lanes are in memory.
    pub(super) fn rows_of_lanes(
        &self,
        b: &mut Builder,
        leaves: &Leaves,
        (lo, hi): (&Affine, &Affine),
        memory: &[Buffer],
    ) {
        let place = ("lane", self.reduce.span);
        b.for_loop((constant(0), constant(WIDTH)), LoopKind::Serial, place, |b, lane| {
            for (buffer, value) in memory.iter().zip(self.neutral()) {
                b.store(*buffer, Poly::var(lane), value);
            }
        });
        let accs = self.registers(b);
        b.for_loop((lo.clone(), hi.clone()), LoopKind::Serial, ("k", self.reduce.span), |b, k| {
            let from = Poly::var(k).sub(lo);
            let lane = from.sub(&from.floor_div(&constant(WIDTH)).scale(WIDTH));
            let lane = b.settle(&lane, "lane");
            for (buffer, acc) in memory.iter().zip(&accs) {
                let value = b.load(*buffer, lane.clone(), "acc");
                b.set(*acc, value);
            }
            self.accumulate(b, leaves, &Poly::var(k), &accs);
            for (buffer, acc) in memory.iter().zip(&accs) {
                let value = b.get(*acc);
                b.store(*buffer, lane.clone(), value);
            }
        });
    }
    /// Lanes in memory by halving, one after another.
    pub(super) fn halve(&self, b: &mut Builder, memory: &[Buffer], lanes: i64, accs: &[Register]) {
        let mut half = lanes / 2;
        while half > 0 {
            let place = ("lane", self.reduce.span);
            b.for_loop((constant(0), constant(half)), LoopKind::Serial, place, |b, lane| {
                let at = |b: &mut Builder, index: Affine| -> Vec<Operand> {
                    memory.iter().map(|buffer| b.load(*buffer, index.clone(), "acc").into()).collect()
                };
                let near = fault!(NeighboursFolded);
                let x = at(b, Poly::var(lane).scale(if near { 2 } else { 1 }));
                let y = if near {
                    Poly::var(lane).scale(2).add(&constant(1))
                } else {
                    Poly::var(lane).add(&constant(half))
                };
                let y = at(b, y);
                let joined = self.join(b, &x, &y);
                for (buffer, value) in memory.iter().zip(joined) {
                    b.store(*buffer, Poly::var(lane), value);
                }
            });
            half /= 2;
        }
        for (buffer, acc) in memory.iter().zip(accs) {
            let value = b.load(*buffer, constant(0), "acc");
            b.set(*acc, value);
        }
    }
    /// Lanes in memory by halving, in a vector; indices one after another.
    pub(super) fn fold_lanes(&self, b: &mut Builder, memory: &[Buffer], width: i64, accs: &[Register]) {
        let op = match &self.reduce.reducer {
            Reducer::Op(op) => *op,
            Reducer::SumOfProducts => BinOp::Add,
            _ => {
                self.start(b, accs);
                let place = ("lane", self.reduce.span);
                b.for_loop((constant(0), constant(width)), LoopKind::Serial, place, |b, lane| {
                    let partial: Vec<Operand> =
                        memory.iter().map(|buffer| b.load(*buffer, Poly::var(lane), "lane").into()).collect();
                    self.join_onto(b, accs, &partial);
                });
                return;
            }
        };
        for ((buffer, acc), dtype) in memory.iter().zip(accs).zip(&self.dtypes) {
            let ty = Ty { dtype: *dtype, lanes: u32::try_from(width).unwrap_or(32) };
            let access = Access { buffer: *buffer, base: constant(0), lanes: Lanes::Contiguous };
            let lanes = b.define(ty, "lanes", Op::Load(access, None));
            let folded = b.define(Ty::scalar(*dtype), "folded", Op::FoldLanes(Fold::Op(op), lanes.into()));
            b.set(*acc, folded);
        }
    }
}
