//! The index of the smallest or largest leaf of a long row: first the block that holds it, then its place in the block.
//!
//! Carrying an index along with every lane costs several times what the extreme alone does. So blocks are only asked for
//! their extreme, which is NaN if they hold one; the one that wins is looked through again for the first such leaf.
//!
//! A row of booleans is a search. It ends with the block in which the first one is found, if no leaf can fail.

use base::{BinOp, CmpOp, DType, Poly, Scalar, UnOp};

use super::Expansion;
use crate::build::{Builder, constant, poly_of};
use crate::ir::{
    Access, Affine, Block, Buffer, Fold, Lanes, LoopKind, Op, Operand, Plan, Reducer, Register, Stmt,
    Storage, Ty,
};
use crate::visit;
use base::neutral::extreme;

/// Leaves of a block.
const BLOCK: i64 = 8192;
/// Leaves of a block of a search.
const SEARCHED: i64 = 256;
/// Rows of lanes in a turn of the loop over rows.
const ROWS: i64 = 4;
/// Bytes of the accumulators that run side by side, where the schedule does not say.
const BYTES: u32 = 256;
/// Lanes that a vector has at most.
const LANES: u32 = 64;

impl Expansion<'_> {
    /// Whether the row is cut into blocks.
    pub(super) fn has_extreme_blocks(&self, plan: Plan) -> bool {
        let long = self.extents[0].as_constant().is_none_or(|n| n > self.block_len());
        self.is_index() && self.extents.len() == 1 && plan != Plan::Serial && self.is_light() && long
    }
    /// Whether the leaves are looked at one after another until one is found.
    pub(super) fn is_serial_search(&self, plan: Plan) -> bool {
        self.may_stop() && self.extents.len() == 1 && plan == Plan::Serial
    }
    fn is_index(&self) -> bool {
        matches!(self.reduce.reducer, Reducer::ArgMin | Reducer::ArgMax)
    }
    /// Whether what follows the first winner need not be computed.
    fn may_stop(&self) -> bool {
        self.reduce.reducer == Reducer::ArgMax && self.dtypes[0] == DType::Bool && !self.may_fail()
    }
    /// Whether a leaf can fail: then all are computed.
    fn may_fail(&self) -> bool {
        let mut fails = false;
        visit::stmts(&self.reduce.body, &mut |stmt| fails |= matches!(stmt, Stmt::Check { .. }));
        fails
    }
    fn block_len(&self) -> i64 {
        if self.dtypes[0] == DType::Bool { SEARCHED } else { BLOCK }
    }

    /// One leaf after another until one is true.
    pub(super) fn serial_search(&self, b: &mut Builder, accs: &[Register]) {
        self.start(b, accs);
        let at = b.register(DType::I64, "at");
        b.set(at, Scalar::i64(0));
        let n = b.index(&self.extents[0], "leaves");
        b.open();
        let (here, found) = (b.get(at), b.get(accs[0]));
        let more = b.compare(CmpOp::Lt, here.into(), n, "more");
        let open = not(b, found.into());
        let more = b.binary(BinOp::And, more, open, "more");
        let test = b.close();
        b.open();
        let here = poly_of(b.get(at).into());
        self.step_at(b, std::slice::from_ref(&here), accs);
        let next = b.index(&here.add(&constant(1)), "next");
        b.set(at, next);
        let body = b.close();
        b.push(Stmt::While { test, cond: more, body });
    }

    /// The index of the extreme in `accs[1]`.
    pub(super) fn extreme_in_blocks(&self, b: &mut Builder, plan: Plan, accs: &[Register]) {
        let n = self.extents[0].clone();
        let first = b.register(DType::I64, "first");
        b.set(first, Scalar::i64(0));
        let best = b.register(self.dtypes[0], "best");
        self.best_block(b, plan, (first, best));
        let lo = poly_of(b.get(first).into());
        let hi = super::blocks::least(b, &lo.add(&constant(self.block_len())), &n);
        self.find(b, (&lo, &hi), best, accs[1]);
    }

    /// Where the block with the winner begins, and what wins; that is NaN where a leaf is.
    fn best_block(&self, b: &mut Builder, plan: Plan, (first, best): (Register, Register)) {
        let len = self.block_len();
        let n = &self.extents[0];
        let count = n.add(&constant(len - 1)).floor_div(&constant(len));
        let count = b.settle(&count, "blocks");
        let block_of = |b: &mut Builder, number: &Affine, own: &[Register]| {
            let lo = number.scale(len);
            let hi = super::blocks::least(b, &lo.add(&constant(len)), n);
            self.extreme_of_block(b, (&lo, &hi), own);
        };
        let partials = match plan {
            Plan::Parallel(grain) => {
                self.partials(b, &count, grain, &mut |b, block, own| block_of(b, block, own))
            }
            _ => Vec::new(),
        };
        let worst = self.worst();
        b.set(best, worst);
        let (block, done) = (b.register(DType::I64, "block"), b.register(DType::Bool, "done"));
        b.set(block, Scalar::i64(0));
        b.set(done, Scalar::bool(false));
        b.open();
        let here = b.get(block);
        let count = b.index(&count, "blocks");
        let mut more = b.compare(CmpOp::Lt, here.into(), count, "more");
        if !self.may_fail() {
            let decided = b.get(done);
            let open = not(b, decided.into());
            more = b.binary(BinOp::And, more, open, "more");
        }
        let test = b.close();
        b.open();
        let here = poly_of(b.get(block).into());
        let own = self.registers(b);
        if partials.is_empty() {
            block_of(b, &here, &own);
        }
        for (buffer, register) in partials.iter().zip(&own) {
            let value = b.load(*buffer, here.clone(), "partial");
            b.set(*register, value);
        }
        self.better_block(b, &own, &here.scale(len), (first, best, done));
        let next = b.index(&here.add(&constant(1)), "block");
        b.set(block, next);
        let body = b.close();
        b.push(Stmt::While { test, cond: more, body });
    }

    /// Takes the block at `lo` if its extreme, in `own`, is better than the best before it.
    fn better_block(
        &self,
        b: &mut Builder,
        own: &[Register],
        lo: &Affine,
        (first, best, done): (Register, Register, Register),
    ) {
        let (value, old) = (b.get(own[0]), b.get(best));
        let last = b.get(own[1]);
        let last = b.compare(CmpOp::Ne, last.into(), Scalar::i64(0).into(), "last");
        let wins = b.compare(self.better(), value.into(), old.into(), "wins");
        let mut wins = b.binary(BinOp::Or, wins, last, "wins");
        if self.may_fail() {
            let decided = b.get(done);
            let open = not(b, decided.into());
            wins = b.binary(BinOp::And, wins, open, "wins");
        }
        b.if_then(wins, |b| {
            b.set(best, value);
            let lo = b.index(lo, "first");
            b.set(first, lo);
            b.set(done, last);
        });
    }

    /// The extreme of a block in the first register, NaN if a leaf is; in the second whether no later block can win.
    fn extreme_of_block(&self, b: &mut Builder, (lo, hi): (&Affine, &Affine), own: &[Register]) {
        let dtype = self.dtypes[0];
        let lanes = self.side_by_side();
        let width = i64::from(lanes);
        let len = b.settle(&hi.sub(lo), "len");
        let groups = len.floor_div(&constant(ROWS * width));
        let groups = b.settle(&groups, "groups");
        let all_rows = len.add(&constant(width - 1)).floor_div(&constant(width));
        let all_rows = b.settle(&all_rows, "rows");
        let len = b.index(&len, "len");
        let buffer = |b: &mut Builder, dtype: DType| b.buffer(dtype, Storage::Stack(lanes), "lanes");
        let values = buffer(b, dtype);
        let nans = dtype.is_float().then(|| buffer(b, DType::Bool));
        let (acc, nan) = (b.register(dtype, "acc"), b.register(DType::Bool, "nan"));
        let place = ("lane", self.reduce.span);
        b.for_loop((constant(0), constant(width)), LoopKind::Vector(lanes), place, |b, lane| {
            let worst = self.worst();
            b.set(acc, worst);
            b.set(nan, Scalar::bool(false));
            let start = lo.add(&Poly::var(lane));
            let place = ("row", self.reduce.span);
            b.for_loop((constant(0), groups.clone()), LoopKind::Serial, place, |b, group| {
                b.for_loop((constant(0), constant(ROWS)), LoopKind::Unrolled, place, |b, row| {
                    let row = Poly::var(group).scale(ROWS).add(&Poly::var(row));
                    self.take_better(b, start.add(&row.scale(width)), (acc, nan));
                });
            });
            b.for_loop((groups.scale(ROWS), all_rows), LoopKind::Serial, place, |b, row| {
                let from = Poly::var(row).scale(width);
                let number = b.index(&from.add(&Poly::var(lane)), "number");
                let active = b.compare(CmpOp::Lt, number, len, "active");
                b.if_then(active, |b| self.take_better(b, start.add(&from), (acc, nan)));
            });
            let value = b.get(acc);
            b.store(values, Poly::var(lane), value);
            if let Some(nans) = nans {
                let value = b.get(nan);
                b.store(nans, Poly::var(lane), value);
            }
        });
        let all = load_all(b, dtype, values, lanes);
        // No lane is NaN, and which zero wins does not matter.
        let fold = if dtype.is_float() { Fold::Better(self.better()) } else { Fold::Op(self.extremum()) };
        let folded: Operand = b.define(Ty::scalar(dtype), "folded", Op::FoldLanes(fold, all)).into();
        let (value, last) = match nans {
            Some(nans) => {
                let all = load_all(b, DType::Bool, nans, lanes);
                let any: Operand = b.define(Ty::scalar(DType::Bool), "any", Op::Any(all)).into();
                (b.select(any, Scalar::float(dtype, f64::NAN).into(), folded, "best"), any)
            }
            None if self.may_stop() => (folded, folded),
            None => (folded, Scalar::bool(false).into()),
        };
        b.set(own[0], value);
        let last = b.define(Ty::scalar(DType::I64), "last", Op::Convert(DType::I64, last));
        b.set(own[1], last);
    }
    /// The better of a lane's extreme and the leaf at an index, and whether one of them was NaN.
    fn take_better(&self, b: &mut Builder, index: Affine, (acc, nan): (Register, Register)) {
        let leaf = self.leaf_at(b, index);
        let old = b.get(acc).into();
        if !self.dtypes[0].is_float() {
            let new = b.binary(self.extremum(), leaf, old, "acc");
            return b.set(acc, new);
        }
        let wins = b.compare(self.better(), leaf, old, "wins");
        let new = b.select(wins, leaf, old, "acc");
        b.set(acc, new);
        let old = b.get(nan).into();
        let here = b.compare(CmpOp::Ne, leaf, leaf, "nan");
        let either = b.binary(BinOp::Or, old, here, "nan");
        b.set(nan, either);
    }

    /// The first index from `lo` on whose leaf is `best`, or NaN as that is, in `at`.
    fn find(&self, b: &mut Builder, (lo, hi): (&Affine, &Affine), best: Register, at: Register) {
        let lanes = self.side_by_side();
        let width = i64::from(lanes);
        let best: Operand = b.get(best).into();
        let is_best = |b: &mut Builder, index: Affine| {
            let leaf = self.leaf_at(b, index);
            let same = b.compare(CmpOp::Eq, leaf, best, "same");
            if !self.dtypes[0].is_float() {
                return same;
            }
            // No leaf is NaN but where the best is.
            let nan = b.compare(CmpOp::Ne, leaf, leaf, "nan");
            b.binary(BinOp::Or, same, nan, "same")
        };
        let hits = b.buffer(DType::Bool, Storage::Stack(lanes), "hits");
        let (here, open) = (b.register(DType::I64, "here"), b.register(DType::Bool, "open"));
        let lo = b.index(lo, "lo");
        b.set(here, lo);
        b.set(open, Scalar::bool(true));
        let whole = b.index(&hi.sub(&constant(width)), "whole");
        let place = ("lane", self.reduce.span);
        self.while_open(b, (here, open), whole, width, &mut |b, row| {
            b.for_loop((constant(0), constant(width)), LoopKind::Vector(lanes), place, |b, lane| {
                let hit = is_best(b, row.add(&Poly::var(lane)));
                b.store(hits, Poly::var(lane), hit);
            });
            let all = load_all(b, DType::Bool, hits, lanes);
            b.define(Ty::scalar(DType::Bool), "any", Op::Any(all)).into()
        });
        b.set(open, Scalar::bool(true));
        let last = b.index(&hi.sub(&constant(1)), "last");
        self.while_open(b, (here, open), last, 1, &mut |b, index| is_best(b, index.clone()));
        let found = b.get(here);
        b.set(at, found);
    }
    /// Moves `here` on by steps, up to `last`, until `found` is true there.
    fn while_open(
        &self,
        b: &mut Builder,
        (here, open): (Register, Register),
        last: Operand,
        step: i64,
        found: &mut dyn FnMut(&mut Builder, &Affine) -> Operand,
    ) {
        b.open();
        let (at, goes_on) = (b.get(here), b.get(open));
        let more = b.compare(CmpOp::Le, at.into(), last, "more");
        let more = b.binary(BinOp::And, more, goes_on.into(), "more");
        let test = b.close();
        b.open();
        let at = b.get(here);
        let hit = found(b, &Poly::var(at));
        let goes_on = not(b, hit);
        b.set(open, goes_on);
        let next = b.index(&Poly::var(at).add(&constant(step)), "next");
        let next = b.select(hit, at.into(), next, "next");
        b.set(here, next);
        let body = b.close();
        b.push(Stmt::While { test, cond: more, body });
    }
    /// Lanes of a block's accumulators.
    fn side_by_side(&self) -> u32 {
        let size = u32::try_from(self.dtypes[0].size()).unwrap_or(8);
        self.reduce.strip.unwrap_or(BYTES / size).min(LANES)
    }
    /// The leaf at an index.
    fn leaf_at(&self, b: &mut Builder, index: Affine) -> Operand {
        let (body, leaf): (Block, _) = self.leaf(b, &[index]);
        super::expand(b, body, true);
        leaf[0]
    }

    fn worst(&self) -> Operand {
        extreme(self.dtypes[0], self.reduce.reducer == Reducer::ArgMax).into()
    }
    fn better(&self) -> CmpOp {
        if self.reduce.reducer == Reducer::ArgMax { CmpOp::Gt } else { CmpOp::Lt }
    }
    fn extremum(&self) -> BinOp {
        if self.reduce.reducer == Reducer::ArgMax { BinOp::Max } else { BinOp::Min }
    }
}

/// The elements of a buffer of so many.
fn load_all(b: &mut Builder, dtype: DType, buffer: Buffer, lanes: u32) -> Operand {
    let access = Access { buffer, base: constant(0), lanes: Lanes::Contiguous };
    b.define(Ty { dtype, lanes }, "lanes", Op::Load(access, None)).into()
}

fn not(b: &mut Builder, x: Operand) -> Operand {
    b.define(Ty::scalar(DType::Bool), "not", Op::Unary(UnOp::Not, x)).into()
}
