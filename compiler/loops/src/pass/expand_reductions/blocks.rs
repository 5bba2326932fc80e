//! Blocks of leaves and their partial results.

use base::{BinOp, CmpOp, Poly, Scalar, fault};

use super::lanes::SIDE;
use super::levels::{Levels, Totals};
use super::{Expansion, Leaves, WIDTH, operator};
use crate::build::{Builder, constant, poly_of};
use crate::ir::{Affine, Buffer, LoopKind, Operand, Plan, Reducer, Register, Stmt, Storage};

/// Leaves of a chain in the loop form.
pub(super) const CHAIN: i64 = 256;
/// Leaves of a lane in the array form.
const DEPTH: i64 = 16;
/// Partials that make one of the next level.
pub(super) const RUN: i64 = 16;
/// Leaves of a block where the order is free.
const FREE_BLOCK: i64 = 8192;

/// Statements of a leaf that may stand in several places.
const LIGHT: usize = 12;

/// How leaves are cut into blocks.
struct Blocks {
    leaves: Affine,
    /// Leaves of a block.
    len: i64,
    /// Blocks, the shorter last one among them.
    count: Affine,
    /// Runs of 16 blocks.
    runs: Affine,
}

impl Blocks {
    fn of(b: &mut Builder, leaves: &Affine, len: i64) -> Self {
        let round = if fault!(LastBlockDropped) { 0 } else { len - 1 };
        let count = leaves.add(&constant(round)).floor_div(&constant(len));
        let count = b.settle(&count, "blocks");
        let runs = count.add(&constant(RUN - 1)).floor_div(&constant(RUN));
        let runs = b.settle(&runs, "runs");
        Self { leaves: leaves.clone(), len, count, runs }
    }
}

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
        let mut emit = |b: &mut Builder, range: (Affine, Affine), accs: &[Register]| {
            self.start(b, accs);
            self.chain(b, leaves, range, accs);
        };
        if n.as_constant().is_some() || self.lanes || plan != Plan::Serial || !self.is_light() {
            self.blocks(b, n, CHAIN, plan, accs, &mut emit);
            return;
        }
        let count = b.index(n, "leaves");
        let few = b.compare(CmpOp::Le, count, Scalar::i64(CHAIN).into(), "few");
        b.open();
        self.start(b, accs);
        self.short_chain(b, leaves, n, accs);
        let then = b.close();
        b.open();
        self.blocks(b, n, CHAIN, plan, accs, &mut emit);
        let otherwise = b.close();
        b.push(Stmt::If { cond: few, then, otherwise });
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
                if self.is_light() && !inner {
                    self.chains_of_lanes(b, leaves, (&lo, &hi), &memory);
                    self.halve(b, &memory, WIDTH / SIDE, accs);
                } else {
                    self.rows_of_lanes(b, leaves, (&lo, &hi), &memory);
                    self.halve(b, &memory, WIDTH, accs);
                }
            }
        });
    }

    /// Blocks of `len` leaves, then the partials in runs of 16 until one is left. The runs of blocks themselves are
    /// combined as they are made.
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
        let blocks = Blocks::of(b, n, len);
        if blocks.runs.as_constant() == Some(1) {
            self.run_of_blocks(b, &blocks, &constant(0), &Totals::in_registers(accs), emit);
            return;
        }
        let partials = match plan {
            Plan::Parallel(grain) => {
                let grain = grain.div_ceil(u32::try_from(RUN).unwrap_or(16));
                self.partials(b, &blocks.runs, grain, &mut |b, run, accs| {
                    self.run_of_blocks(b, &blocks, run, &Totals::in_registers(accs), emit);
                })
            }
            _ => Vec::new(),
        };
        let many = self.many(b, &blocks.runs);
        let levels = self.levels(b, accs.len());
        let totals = Totals::of(&levels, accs);
        if totals.wait() && partials.is_empty() {
            self.blocks_in_a_row(b, &blocks, (&levels, many), self.neutral()[0], emit);
            totals.finish(b);
            return;
        }
        self.start_totals(b, &totals);
        let range = (constant(0), blocks.runs.clone());
        b.for_loop(range, LoopKind::Serial, ("run", self.reduce.span), |b, run| {
            let run = Poly::var(run);
            if partials.is_empty() {
                self.run_of_blocks(b, &blocks, &run, &totals, emit);
            }
            let values: Vec<Operand> =
                partials.iter().map(|buffer| b.load(*buffer, run.clone(), "partial").into()).collect();
            totals.set(b, &values);
            b.if_then(many, |b| {
                let last = self.is_last(b, &run, &blocks.runs);
                self.push_all(b, &levels, (&run, last), accs);
            });
        });
        totals.finish(b);
    }
    /// The loop form with the results in memory, where they wait from block to block and stay.
    pub(super) fn loop_form_in_memory(&self, b: &mut Builder, nonempty: Option<Operand>) {
        let leaves = Leaves::Body { outer: Vec::new(), axis: 0 };
        let blocks = Blocks::of(b, &self.extents[0], CHAIN);
        let neutral = self.neutral()[0];
        let start = match nonempty {
            Some(nonempty) if self.is_float_sum() && !fault!(EmptySumNegative) => {
                b.select(nonempty, neutral, Scalar::zero(self.dtypes[0]).into(), "start")
            }
            _ => neutral,
        };
        let many = self.many(b, &blocks.runs);
        let levels = self.levels(b, self.dtypes.len());
        self.blocks_in_a_row(b, &blocks, (&levels, many), start, &mut |b, range, accs| {
            self.start(b, accs);
            self.chain(b, &leaves, range, accs);
        });
    }
    /// All blocks of all runs in one loop, each onto results in memory, which begin with `start`; without a leaf they are
    /// that.
    fn blocks_in_a_row(
        &self,
        b: &mut Builder,
        blocks: &Blocks,
        (levels, many): (&Levels, Operand),
        start: Operand,
        emit: &mut Emit<'_>,
    ) {
        let own = self.registers(b);
        let one = Scalar::i64(1).into();
        let count = b.index(&blocks.count, "blocks");
        let rounds = poly_of(b.binary(BinOp::Max, count, one, "rounds"));
        b.for_loop((constant(0), rounds), LoopKind::Serial, ("block", self.reduce.span), |b, block| {
            let lo = Poly::var(block).scale(blocks.len);
            let hi = least(b, &lo.add(&constant(blocks.len)), &blocks.leaves);
            emit(b, (lo, hi), &own);
            let digit = b.binary(BinOp::And, block.into(), Scalar::i64(RUN - 1).into(), "digit");
            let starts = b.compare(CmpOp::Eq, digit, Scalar::i64(0).into(), "starts");
            let full = b.compare(CmpOp::Eq, digit, Scalar::i64(RUN - 1).into(), "full");
            let last = self.is_last(b, &Poly::var(block), &blocks.count);
            let ends = b.binary(BinOp::Or, full, last, "ends");
            let ends = b.binary(BinOp::And, many, ends, "ends");
            let run = Poly::var(block).floor_div(&constant(RUN));
            self.add_in_turn(b, levels, (starts, start), &own, &mut |b, stack, acc| {
                b.if_then(ends, |b| self.push_run(b, stack, (&run, last), acc));
            });
        });
    }
    /// The blocks of one run, one after another. Whole blocks have code of their own where it is short and gains by a
    /// constant length.
    fn run_of_blocks(
        &self,
        b: &mut Builder,
        blocks: &Blocks,
        run: &Affine,
        totals: &Totals<'_>,
        emit: &mut Emit<'_>,
    ) {
        let first = run.scale(RUN);
        let end = first.add(&constant(RUN));
        let own = self.registers(b);
        self.start_totals(b, totals);
        let apart = self.reduce.array_form && self.is_light() && !self.is_compact();
        let limit = if apart {
            b.settle(&blocks.leaves.floor_div(&constant(blocks.len)), "whole")
        } else {
            blocks.count.clone()
        };
        let last = least(b, &end, &limit);
        b.for_loop((first.clone(), last), LoopKind::Serial, ("block", self.reduce.span), |b, block| {
            let lo = Poly::var(block).scale(blocks.len);
            let hi = lo.add(&constant(blocks.len));
            let hi = if apart { hi } else { least(b, &hi, &blocks.leaves) };
            emit(b, (lo, hi), &own);
            self.append(b, (&Poly::var(block), &first), totals, &own);
        });
        if !apart || limit == blocks.count {
            return;
        }
        // The last block is shorter, if it belongs to this run.
        let [whole, count, end] = [&limit, &blocks.count, &end].map(|n| b.index(n, "blocks"));
        let here = b.compare(CmpOp::Lt, whole, end, "here");
        let some = b.compare(CmpOp::Lt, whole, count, "some");
        let rest = b.binary(BinOp::And, here, some, "rest");
        b.if_then(rest, |b| {
            emit(b, (limit.scale(blocks.len), blocks.leaves.clone()), &own);
            self.append(b, (&limit, &first), totals, &own);
        });
    }
    /// The accumulators with one more block's value; they are that value where the block is the first of a run.
    fn append(
        &self,
        b: &mut Builder,
        (block, first): (&Affine, &Affine),
        totals: &Totals<'_>,
        own: &[Register],
    ) {
        let partial: Vec<Operand> = own.iter().map(|acc| b.get(*acc).into()).collect();
        let join = |b: &mut Builder| {
            let before = totals.get(b);
            let joined = self.join(b, &before, &partial);
            totals.set(b, &joined);
        };
        if !matches!(self.reduce.reducer, Reducer::User { .. }) || fault!(StartTakenAgain) {
            // What an accumulator starts from changes no value.
            join(b);
            return;
        }
        let [block, first] = [block, first].map(|n| b.index(n, "block"));
        let starts = b.compare(CmpOp::Eq, block, first, "starts");
        b.if_else(starts, |b| totals.set(b, &partial), join);
    }
    /// Whether a leaf is so little code that it may stand in several places.
    pub(super) fn is_light(&self) -> bool {
        let simple = |stmt: &Stmt| matches!(stmt, Stmt::Let { .. } | Stmt::Check { .. });
        let body = &self.reduce.body;
        body.len() <= LIGHT && self.reduce.results.len() <= 2 && body.iter().all(simple)
    }
    /// Whether the lanes run in strips so short that code counts more than speed.
    fn is_compact(&self) -> bool {
        let size = i64::try_from(operator::widest(&self.dtypes)).unwrap_or(8);
        self.reduce.strip.is_some_and(|lanes| i64::from(lanes) * size <= 32)
    }
    fn is_last(&self, b: &mut Builder, number: &Affine, count: &Affine) -> Operand {
        let [number, last] = [number.clone(), count.sub(&constant(1))].map(|n| b.index(&n, "last"));
        b.compare(CmpOp::Eq, number, last, "last")
    }
    fn many(&self, b: &mut Builder, count: &Affine) -> Operand {
        let count = b.index(count, "blocks");
        b.compare(CmpOp::Gt, count, Scalar::i64(1).into(), "many")
    }
    /// So many results in memory, computed on several threads.
    pub(super) fn partials(
        &self,
        b: &mut Builder,
        count: &Affine,
        grain: u32,
        emit: &mut dyn FnMut(&mut Builder, &Affine, &[Register]),
    ) -> Vec<Buffer> {
        let partials = self.buffers(b, &Storage::Arena, "partials");
        partials
            .iter()
            .for_each(|buffer| b.push(Stmt::Alloc { buffer: *buffer, extent: count.clone(), site: None }));
        let last = if fault!(LastPartialMissing) { count.sub(&constant(1)) } else { count.clone() };
        let range = (constant(0), last);
        b.for_loop(range, LoopKind::Parallel { grain }, ("part", self.reduce.span), |b, part| {
            let own = self.registers(b);
            emit(b, &Poly::var(part), &own);
            for (buffer, acc) in partials.iter().zip(&own) {
                let value = b.get(*acc);
                b.store(*buffer, Poly::var(part), value);
            }
        });
        partials
    }

    /// All axes in any order.
    pub(super) fn free(&self, b: &mut Builder, plan: Plan, accs: &[Register]) {
        let first = self.extents[0].clone();
        match plan {
            Plan::Serial => {
                self.start(b, accs);
                self.rows(b, &mut Vec::new(), &mut |b, at| self.step_at(b, at, accs));
            }
            Plan::Lanes => self.free_lanes(b, (constant(0), first), accs),
            Plan::Parallel(grain) => {
                let len = if self.extents.len() == 1 { FREE_BLOCK } else { 1 };
                let count = first.add(&constant(len - 1)).floor_div(&constant(len));
                let count = b.settle(&count, "blocks");
                let partials = self.partials(b, &count, grain, &mut |b, block, accs| {
                    let lo = block.scale(len);
                    let hi = least(b, &lo.add(&constant(len)), &first);
                    self.free_lanes(b, (lo, hi), accs);
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
    /// The first axis' indices of a range, all indices of the others; the last axis in lanes.
    pub(super) fn free_lanes(&self, b: &mut Builder, range: (Affine, Affine), accs: &[Register]) {
        let all = if operator::widest(&self.dtypes) == 1 { 2 * WIDTH } else { WIDTH };
        // As many lanes as there are registers for, and no strips: any number gives the same.
        let width = self.reduce.strip.map_or(all, |strip| i64::from(strip).min(all));
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

/// The smaller of two.
pub(super) fn least(b: &mut Builder, x: &Affine, y: &Affine) -> Affine {
    if let (Some(x), Some(y)) = (x.as_constant(), y.as_constant()) {
        return constant(x.min(y));
    }
    let [x, y] = [x, y].map(|n| b.index(n, "end"));
    poly_of(b.binary(BinOp::Min, x, y, "end"))
}
