//! Blocks of leaves and their partial results.

use base::{BinOp, CmpOp, DType, Poly, Scalar};

use super::{Expansion, Leaves, WIDTH, operator};
use crate::build::{Builder, constant, constant_product, poly_of};
use crate::ir::{
    Access, Affine, Buffer, Lanes, LoopKind, Op, Operand, Plan, Reducer, Register, Stmt, Storage, Ty,
};

/// Leaves of a chain in the loop form.
pub(super) const CHAIN: i64 = 256;
/// Leaves of a lane in the array form.
const DEPTH: i64 = 16;
/// Partials that make one of the next level.
const RUN: i64 = 16;
/// Levels; a run of the last one never ends, and would take 16^12 blocks to.
const LEVELS: i64 = 12;
/// Leaves of a block where the order is free.
const FREE_BLOCK: i64 = 8192;

/// Makes one block: the leaves from the first to the second index, into these registers.
type Emit<'f> = dyn FnMut(&mut Builder, (Affine, Affine), &[Register]) + 'f;

impl Expansion<'_> {
    /// Chains of 256.
    pub(super) fn loop_form(
        &self,
        b: &mut Builder,
        leaves: &Leaves,
        n: &Affine,
        plan: Plan,
        accs: &[Register],
    ) {
        self.blocks(b, n, CHAIN, plan, accs, &mut |b, range, accs| {
            self.start(b, accs);
            self.chain(b, leaves, range, accs);
        });
    }
    /// 32 lanes of 16.
    pub(super) fn array_form(
        &self,
        b: &mut Builder,
        leaves: &Leaves,
        n: &Affine,
        plan: Plan,
        accs: &[Register],
    ) {
        let inner = matches!(leaves, Leaves::Body { axis, .. } if axis + 1 < self.extents.len());
        let lanes = plan != Plan::Serial && !inner;
        self.blocks(b, n, WIDTH * DEPTH, plan, accs, &mut |b, (lo, hi), accs| {
            let elements = u32::try_from(WIDTH).unwrap_or(32);
            let memory = self.buffers(b, &Storage::Stack(elements), "lanes");
            if lanes {
                self.columns(b, leaves, (&lo, &hi), WIDTH, &memory);
                self.fold_lanes(b, &memory, WIDTH, accs);
            } else {
                self.rows_of_lanes(b, leaves, (&lo, &hi), &memory);
                self.halve(b, &memory, accs);
            }
        });
    }

    /// Every lane its own chain, the lanes in a vector.
    fn columns(
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
        let rest = b.settle(&rest, "rest");
        let whole = hi.sub(&rest).as_constant() == Some(0);
        let left = b.index(&hi.sub(&rest), "left");
        let accs = self.registers(b);
        let kind = LoopKind::Vector(u32::try_from(width).unwrap_or(32));
        b.for_loop((constant(0), constant(width)), kind, ("lane", self.reduce.span), |b, lane| {
            self.start(b, &accs);
            b.for_loop((constant(0), rows), LoopKind::Serial, ("row", self.reduce.span), |b, row| {
                let index = lo.add(&Poly::var(row).scale(width)).add(&Poly::var(lane));
                self.accumulate(b, leaves, &index, &accs);
            });
            if !whole {
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

    /// One leaf after another onto its lane; the lanes are in memory.
    fn rows_of_lanes(
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
    fn halve(&self, b: &mut Builder, memory: &[Buffer], accs: &[Register]) {
        let mut half = WIDTH / 2;
        while half > 0 {
            let place = ("lane", self.reduce.span);
            b.for_loop((constant(0), constant(half)), LoopKind::Serial, place, |b, lane| {
                let at = |b: &mut Builder, index: Affine| -> Vec<Operand> {
                    memory.iter().map(|buffer| b.load(*buffer, index.clone(), "acc").into()).collect()
                };
                let x = at(b, Poly::var(lane));
                let y = at(b, Poly::var(lane).add(&constant(half)));
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
    fn fold_lanes(&self, b: &mut Builder, memory: &[Buffer], width: i64, accs: &[Register]) {
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
            let folded = b.define(Ty::scalar(*dtype), "folded", Op::FoldLanes(op, lanes.into()));
            b.set(*acc, folded);
        }
    }

    /// Blocks of `len` leaves, then the partials in runs of 16 until one is left.
    fn blocks(
        &self,
        b: &mut Builder,
        n: &Affine,
        len: i64,
        plan: Plan,
        accs: &[Register],
        emit: &mut Emit<'_>,
    ) {
        if n.as_constant().is_some_and(|n| n <= len) {
            emit(b, (constant(0), n.clone()), accs);
            return;
        }
        let count = n.add(&constant(len - 1)).floor_div(&constant(len));
        let count = b.settle(&count, "blocks");
        self.start(b, accs);
        if let Plan::Parallel(grain) = plan {
            let partials = self.partials(b, n, (&count, len, grain), emit);
            let many = self.many(b, &count);
            let stack = self.stack(b);
            b.for_loop(
                (constant(0), count.clone()),
                LoopKind::Serial,
                ("block", self.reduce.span),
                |b, block| {
                    for (buffer, acc) in partials.iter().zip(accs) {
                        let value = b.load(*buffer, Poly::var(block), "partial");
                        b.set(*acc, value);
                    }
                    b.if_then(many, |b| self.push(b, &stack, &Poly::var(block), accs));
                },
            );
            b.if_then(many, |b| self.flush(b, &stack, &count, accs));
            return;
        }
        let many = self.many(b, &count);
        let stack = self.stack(b);
        b.for_loop(
            (constant(0), count.clone()),
            LoopKind::Serial,
            ("block", self.reduce.span),
            |b, block| {
                let range = block_range(b, &Poly::var(block), len, n);
                emit(b, range, accs);
                b.if_then(many, |b| self.push(b, &stack, &Poly::var(block), accs));
            },
        );
        b.if_then(many, |b| self.flush(b, &stack, &count, accs));
    }
    fn many(&self, b: &mut Builder, count: &Affine) -> Operand {
        let count = b.index(count, "blocks");
        b.compare(CmpOp::Gt, count, Scalar::i64(1).into(), "many")
    }
    /// The blocks' results in memory, computed on several threads.
    fn partials(
        &self,
        b: &mut Builder,
        n: &Affine,
        (count, len, grain): (&Affine, i64, u32),
        emit: &mut Emit<'_>,
    ) -> Vec<Buffer> {
        let partials = self.buffers(b, &Storage::Arena, "partials");
        partials.iter().for_each(|buffer| b.push(Stmt::Alloc { buffer: *buffer, extent: count.clone() }));
        let range = (constant(0), count.clone());
        b.for_loop(range, LoopKind::Parallel { grain }, ("block", self.reduce.span), |b, block| {
            let own = self.registers(b);
            let range = block_range(b, &Poly::var(block), len, n);
            emit(b, range, &own);
            for (buffer, acc) in partials.iter().zip(&own) {
                let value = b.get(*acc);
                b.store(*buffer, Poly::var(block), value);
            }
        });
        partials
    }

    /// Room for a partial of every level.
    fn stack(&self, b: &mut Builder) -> Vec<Buffer> {
        self.buffers(b, &Storage::Stack(u32::try_from(LEVELS).unwrap_or(12)), "levels")
    }
    /// Adds partial number `block`: where it ends a run, the run's value goes to the next level.
    fn push(&self, b: &mut Builder, stack: &[Buffer], block: &Affine, accs: &[Register]) {
        let (level, rest) = (b.register(DType::I64, "level"), b.register(DType::I64, "rest"));
        b.set(level, Scalar::i64(0));
        let number = b.index(block, "number");
        b.set(rest, number);
        let load = |b: &mut Builder, level: Affine| -> Vec<Operand> {
            stack.iter().map(|buffer| b.load(*buffer, level.clone(), "run").into()).collect()
        };
        let onto = |b: &mut Builder, level: Affine| {
            let run = load(b, level);
            let acc: Vec<Operand> = accs.iter().map(|acc| b.get(*acc).into()).collect();
            let joined = self.join(b, &run, &acc);
            accs.iter().zip(joined).for_each(|(acc, value)| b.set(*acc, value));
        };
        b.open();
        let digit = digit_of(b, rest);
        let ends = b.compare(CmpOp::Eq, digit, Scalar::i64(RUN - 1).into(), "ends");
        let at = b.get(level);
        let below = b.compare(CmpOp::Lt, at.into(), Scalar::i64(LEVELS - 1).into(), "below");
        let ends = b.binary(BinOp::And, ends, below, "ends");
        let test = b.close();
        b.open();
        let at = poly_of(b.get(level).into());
        onto(b, at.clone());
        let next = b.index(&at.add(&constant(1)), "level");
        b.set(level, next);
        shift(b, rest);
        let body = b.close();
        b.push(Stmt::While { test, cond: ends, body });
        let digit = digit_of(b, rest);
        let at = poly_of(b.get(level).into());
        let goes_on = b.compare(CmpOp::Gt, digit, Scalar::i64(0).into(), "goes_on");
        b.if_then(goes_on, |b| onto(b, at.clone()));
        for (buffer, acc) in stack.iter().zip(accs) {
            let value = b.get(*acc);
            b.store(*buffer, at.clone(), value);
        }
    }
    /// Ends the open runs of all levels, the innermost first, after `count` partials; the result is in `accs`.
    fn flush(&self, b: &mut Builder, stack: &[Buffer], count: &Affine, accs: &[Register]) {
        let (level, rest) = (b.register(DType::I64, "level"), b.register(DType::I64, "rest"));
        let some = b.register(DType::Bool, "some");
        b.set(level, Scalar::i64(0));
        b.set(some, Scalar::bool(false));
        let count = b.index(count, "count");
        b.set(rest, count);
        b.open();
        let left = b.get(rest);
        let more = b.compare(CmpOp::Gt, left.into(), Scalar::i64(0).into(), "more");
        let at = b.get(level);
        let below = b.compare(CmpOp::Lt, at.into(), Scalar::i64(LEVELS).into(), "below");
        let more = b.binary(BinOp::And, more, below, "more");
        let test = b.close();
        b.open();
        let at = poly_of(b.get(level).into());
        let digit = digit_of(b, rest);
        let open = b.compare(CmpOp::Gt, digit, Scalar::i64(0).into(), "open");
        b.if_then(open, |b| {
            let run: Vec<Operand> =
                stack.iter().map(|buffer| b.load(*buffer, at.clone(), "run").into()).collect();
            let carry = b.get(some);
            b.if_else(
                carry.into(),
                |b| {
                    let acc: Vec<Operand> = accs.iter().map(|acc| b.get(*acc).into()).collect();
                    let joined = self.join(b, &run, &acc);
                    accs.iter().zip(joined).for_each(|(acc, value)| b.set(*acc, value));
                },
                |b| accs.iter().zip(&run).for_each(|(acc, value)| b.set(*acc, *value)),
            );
            b.set(some, Scalar::bool(true));
        });
        let next = b.index(&at.add(&constant(1)), "level");
        b.set(level, next);
        shift(b, rest);
        let body = b.close();
        b.push(Stmt::While { test, cond: more, body });
    }

    /// All axes in any order.
    pub(super) fn free(&self, b: &mut Builder, plan: Plan, accs: &[Register]) {
        let first = self.extents[0].clone();
        match plan {
            Plan::Serial => {
                self.start(b, accs);
                self.rows(b, &mut Vec::new(), self.free_kind(), &mut |b, at| self.step_at(b, at, accs));
            }
            Plan::Lanes => self.free_lanes(b, (constant(0), first), accs),
            Plan::Parallel(grain) => {
                let len = if self.extents.len() == 1 { FREE_BLOCK } else { 1 };
                let count = first.add(&constant(len - 1)).floor_div(&constant(len));
                let count = b.settle(&count, "blocks");
                let partials = self.partials(b, &first, (&count, len, grain), &mut |b, range, accs| {
                    self.free_lanes(b, range, accs);
                });
                self.start(b, accs);
                b.for_loop(
                    (constant(0), count),
                    LoopKind::Serial,
                    ("block", self.reduce.span),
                    |b, block| {
                        let partial: Vec<Operand> = partials
                            .iter()
                            .map(|buffer| b.load(*buffer, Poly::var(block), "partial").into())
                            .collect();
                        self.join_onto(b, accs, &partial);
                    },
                );
            }
        }
    }
    fn free_kind(&self) -> LoopKind {
        self.chain_kind(constant_product(&self.extents))
    }
    /// The first axis' indices of a range, all indices of the others; the last axis in lanes.
    fn free_lanes(&self, b: &mut Builder, range: (Affine, Affine), accs: &[Register]) {
        let width = if operator::widest(&self.dtypes) == 1 { 2 * WIDTH } else { WIDTH };
        let memory = self.buffers(b, &Storage::Stack(u32::try_from(width).unwrap_or(64)), "lanes");
        if self.extents.len() == 1 {
            let leaves = Leaves::Body { outer: Vec::new(), axis: 0 };
            self.columns(b, &leaves, (&range.0, &range.1), width, &memory);
            self.fold_lanes(b, &memory, width, accs);
            return;
        }
        self.start(b, accs);
        let own = self.registers(b);
        let Some((last, outer)) = self.extents.split_last() else { return };
        let mut ranges: Vec<(Affine, Affine)> = outer.iter().map(|n| (constant(0), n.clone())).collect();
        ranges[0] = range;
        self.nest(b, &ranges, &mut Vec::new(), &mut |b, outer| {
            let leaves = Leaves::Body { outer: outer.to_vec(), axis: outer.len() };
            self.columns(b, &leaves, (&constant(0), last), width, &memory);
            self.fold_lanes(b, &memory, width, &own);
            let partial: Vec<Operand> = own.iter().map(|acc| b.get(*acc).into()).collect();
            self.join_onto(b, accs, &partial);
        });
    }
    fn nest(
        &self,
        b: &mut Builder,
        ranges: &[(Affine, Affine)],
        indices: &mut Vec<Affine>,
        body: &mut dyn FnMut(&mut Builder, &[Affine]),
    ) {
        let Some((range, inner)) = ranges.split_first() else {
            body(b, indices);
            return;
        };
        b.for_loop(range.clone(), LoopKind::Serial, ("row", self.reduce.span), |b, var| {
            indices.push(Poly::var(var));
            self.nest(b, inner, indices, body);
            indices.pop();
        });
    }
}

/// The leaves of block number `block`.
fn block_range(b: &mut Builder, block: &Affine, len: i64, n: &Affine) -> (Affine, Affine) {
    let lo = block.scale(len);
    let end = b.index(&lo.add(&constant(len)), "end");
    let n = b.index(n, "leaves");
    let hi = b.binary(BinOp::Min, end, n, "end");
    (lo, poly_of(hi))
}

/// The lowest digit to the base 16.
fn digit_of(b: &mut Builder, register: Register) -> Operand {
    let rest = b.get(register);
    b.binary(BinOp::And, rest.into(), Scalar::i64(RUN - 1).into(), "digit")
}

/// The register without its lowest digit.
fn shift(b: &mut Builder, register: Register) {
    let rest = b.get(register);
    let rest = b.binary(BinOp::Shr, rest.into(), Scalar::i64(4).into(), "rest");
    b.set(register, rest);
}
