//! The index of the smallest or largest leaf of a long row: first the block that holds it, then its place in the block.
//!
//! Carrying an index along with every lane costs several times what the extreme alone does. So blocks are only asked for
//! their extreme and whether they hold a NaN; the one that wins is looked through again, with indices. The last block
//! ends with the row and may share leaves with the one before, which it then cannot beat by them.
//!
//! A row of booleans is a search. It ends with the block in which the first one is found, if no leaf can fail.

use base::{BinOp, CmpOp, DType, Poly, Scalar, UnOp};

use super::Expansion;
use crate::build::{Builder, constant, poly_of};
use crate::ir::{
    Access, Affine, Block, Buffer, Lanes, LoopKind, Op, Operand, Plan, Reducer, Register, Stmt, Storage, Ty,
};
use crate::visit;
use base::neutral::extreme;

/// Leaves of a block.
const BLOCK: i64 = 8192;
/// Leaves of a block of a search.
const SEARCHED: i64 = 256;
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
        let mut fails = false;
        visit::stmts(&self.reduce.body, &mut |stmt| fails |= matches!(stmt, Stmt::Check { .. }));
        self.reduce.reducer == Reducer::ArgMax && self.dtypes[0] == DType::Bool && !fails
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

    /// The extreme in `accs[0]`, its index in `accs[1]`.
    pub(super) fn extreme_in_blocks(&self, b: &mut Builder, plan: Plan, accs: &[Register]) {
        let len = self.block_len();
        let n = self.extents[0].clone();
        let first = b.register(DType::I64, "first");
        b.set(first, Scalar::i64(0));
        let count = b.index(&n, "leaves");
        let many = b.compare(CmpOp::Gt, count, Scalar::i64(len).into(), "many");
        b.if_then(many, |b| self.best_block(b, plan, first));
        let lo = poly_of(b.get(first).into());
        let hi = super::blocks::least(b, &lo.add(&constant(len)), &n);
        self.free_lanes(b, (lo, hi), accs);
    }

    /// Where the block with the winner begins.
    fn best_block(&self, b: &mut Builder, plan: Plan, first: Register) {
        let len = self.block_len();
        let n = &self.extents[0];
        let count = n.add(&constant(len - 1)).floor_div(&constant(len));
        let count = b.settle(&count, "blocks");
        let last = b.settle(&n.sub(&constant(len)), "last");
        let partials = match plan {
            Plan::Parallel(grain) => self.partials(b, &count, grain, &mut |b, block, own| {
                let lo = super::blocks::least(b, &block.scale(len), &last);
                self.extreme_of_block(b, &lo, own);
            }),
            _ => Vec::new(),
        };
        let best = b.register(self.dtypes[0], "best");
        let worst = self.worst();
        b.set(best, worst);
        let (block, done) = (b.register(DType::I64, "block"), b.register(DType::Bool, "done"));
        b.set(block, Scalar::i64(0));
        b.set(done, Scalar::bool(false));
        b.open();
        let here = b.get(block);
        let count = b.index(&count, "blocks");
        let mut more = b.compare(CmpOp::Lt, here.into(), count, "more");
        if self.may_stop() {
            let decided = b.get(done);
            let open = not(b, decided.into());
            more = b.binary(BinOp::And, more, open, "more");
        }
        let test = b.close();
        b.open();
        let here = poly_of(b.get(block).into());
        let lo = super::blocks::least(b, &here.scale(len), &last);
        let own = self.registers(b);
        if partials.is_empty() {
            self.extreme_of_block(b, &lo, &own);
        }
        for (buffer, register) in partials.iter().zip(&own) {
            let value = b.load(*buffer, here.clone(), "partial");
            b.set(*register, value);
        }
        let (value, old) = (b.get(own[0]), b.get(best));
        let (nan, decided) = (b.get(own[1]), b.get(done));
        let nan = b.compare(CmpOp::Ne, nan.into(), Scalar::i64(0).into(), "nan");
        let wins = b.compare(self.better(), value.into(), old.into(), "wins");
        let wins = b.binary(BinOp::Or, wins, nan, "wins");
        let open = not(b, decided.into());
        let wins = b.binary(BinOp::And, wins, open, "wins");
        b.if_then(wins, |b| {
            b.set(best, value);
            let lo = b.index(&lo, "first");
            b.set(first, lo);
            let decided = if self.dtypes[0] == DType::Bool { value.into() } else { nan };
            b.set(done, decided);
        });
        let next = b.index(&here.add(&constant(1)), "block");
        b.set(block, next);
        let body = b.close();
        b.push(Stmt::While { test, cond: more, body });
    }

    /// The extreme of a whole block in the first register; in the second 1 if a leaf is NaN, else 0.
    fn extreme_of_block(&self, b: &mut Builder, lo: &Affine, own: &[Register]) {
        let dtype = self.dtypes[0];
        let size = u32::try_from(dtype.size()).unwrap_or(8);
        let lanes = self.reduce.strip.unwrap_or(BYTES / size).min(LANES);
        let width = i64::from(lanes);
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
            self.steps(b, &constant(self.block_len() / width), &mut |b, row| {
                let leaf = self.leaf_at(b, start.add(&row.scale(width)));
                let old = b.get(acc).into();
                let new = if dtype.is_float() {
                    let wins = b.compare(self.better(), leaf, old, "wins");
                    b.select(wins, leaf, old, "acc")
                } else {
                    b.binary(self.extremum(), leaf, old, "acc")
                };
                b.set(acc, new);
                if dtype.is_float() {
                    let old = b.get(nan).into();
                    let here = b.compare(CmpOp::Ne, leaf, leaf, "nan");
                    let either = b.binary(BinOp::Or, old, here, "nan");
                    b.set(nan, either);
                }
            });
            let value = b.get(acc);
            b.store(values, Poly::var(lane), value);
            if let Some(nans) = nans {
                let value = b.get(nan);
                b.store(nans, Poly::var(lane), value);
            }
        });
        let all = load_all(b, dtype, values, lanes);
        let folded = b.define(Ty::scalar(dtype), "folded", Op::FoldLanes(self.extremum(), all));
        b.set(own[0], folded);
        let Some(nans) = nans else { return b.set(own[1], Scalar::i64(0)) };
        let all = load_all(b, DType::Bool, nans, lanes);
        let any = b.define(Ty::scalar(DType::Bool), "any", Op::Any(all));
        let any = b.define(Ty::scalar(DType::I64), "any", Op::Convert(DType::I64, any.into()));
        b.set(own[1], any);
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
