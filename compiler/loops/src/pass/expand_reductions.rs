//! Whole reductions become loops, in exactly the order that the language defines.
//!
//! ```text
//! reduce $s over %i in %n array add lanes { %e = load &x[%i] } leaves %e
//!     =>
//! for %b in 0..blocks serial {
//!   for %l in 0..32 vector(32) { a chain of at most 16 leaves 32 apart; store &lanes[%l] }
//!   the 32 lanes by halving
//!   onto the partials: a run of 16 of one level is one of the next
//! }
//! ```
//!
//! Operators that are free of order take one block with lanes of any length. An empty floating sum is +0.0. A
//! reduction that runs in parallel leaves one partial a block in memory; they are combined in order afterwards.

mod blocks;
mod extreme;
mod lanes;
mod leaf;
mod levels;
mod operator;

pub(in crate::pass) use operator::apply;

use base::{BinOp, CmpOp, DType, Pass, PassCx, Poly, Scalar, fault, is_order_free};

use crate::build::{Builder, constant, constant_product};
use crate::ir::{
    Affine, Block, Buffer, Length, LoopKind, Operand, Plan, Program, Reduce, Reducer, Register, Stmt, Storage,
};
use crate::visit;

/// The pass.
pub const EXPAND_REDUCTIONS: Pass<Program> = Pass { name: "expand-reductions", run };

/// Lanes of the array form.
const WIDTH: i64 = 32;
/// Leaves of a chain that is one row of loops without partials.
const UNROLLED: i64 = 16;

fn run(program: &mut Program, _: &mut PassCx) {
    super::rebuild(program, |b, block| expand(b, block, false));
}

/// Puts a block into the builder with every reduction expanded; `lanes`: it stands in a vector loop.
fn expand(b: &mut Builder, block: Block, lanes: bool) {
    for mut stmt in block {
        if let Stmt::Reduce(reduce) = stmt {
            Expansion::new(b, &reduce, lanes).whole(b);
            continue;
        }
        let vector = matches!(&stmt, Stmt::For(l) if l.kind.lanes().is_some());
        for inner in visit::blocks_mut(&mut stmt) {
            let taken = std::mem::take(inner);
            b.open();
            expand(b, taken, lanes || vector);
            *inner = b.close();
        }
        b.push(stmt);
    }
}

/// One reduction that is being expanded.
struct Expansion<'a> {
    reduce: &'a Reduce,
    /// Types of the accumulators; for an index the leaf's and `i64`.
    dtypes: Vec<DType>,
    /// The extents, not negative.
    extents: Vec<Affine>,
    /// Whether every lane of a loop around it has such a reduction.
    lanes: bool,
}

/// What is combined along one axis.
#[derive(Clone)]
enum Leaves {
    /// The reduction's own leaves, at indices for all axes but those that follow.
    Body { outer: Vec<Affine>, axis: usize },
    /// Values in memory.
    Memory(Vec<Buffer>),
}

impl<'a> Expansion<'a> {
    fn new(b: &mut Builder, reduce: &'a Reduce, lanes: bool) -> Self {
        let dtypes = match reduce.reducer {
            Reducer::ArgMin | Reducer::ArgMax => {
                let leaf = operand_dtype(b, reduce);
                vec![leaf, DType::I64]
            }
            _ => reduce.results.iter().map(|register| b.kernel.registers[*register].ty.dtype).collect(),
        };
        let extents = reduce.binders.iter().map(|(_, extent)| b.not_negative(extent)).collect();
        Self { reduce, dtypes, extents, lanes }
    }

    fn whole(&self, b: &mut Builder) {
        let nonempty = self.nonempty(b);
        if let (Some(site), Some(nonempty)) = (self.reduce.empty, nonempty)
            && !fault!(EmptyAccepted)
        {
            b.check(nonempty, site, Vec::new());
        }
        let accs = self.registers(b);
        let plan = self.reduce.plan;
        if self.waiting().is_some() {
            self.loop_form_in_memory(b, nonempty);
            return;
        }
        if self.has_extreme_blocks(plan) {
            self.extreme_in_blocks(b, plan, &accs);
        } else if self.is_serial_search(plan) {
            self.serial_search(b, &accs);
        } else if self.is_free() {
            self.free(b, plan, &accs);
        } else {
            self.axes(b, Vec::new(), plan, &accs);
        }
        if let Reducer::ArgMin | Reducer::ArgMax = self.reduce.reducer {
            // Every leaf is the worst value: the first one's index.
            let at = b.get(accs[1]).into();
            let none = b.compare(CmpOp::Eq, at, Scalar::i64(i64::MAX).into(), "none");
            let at = b.select(none, Scalar::i64(0).into(), at, "at");
            b.set(self.reduce.results[0], at);
            return;
        }
        for ((result, acc), place) in self.reduce.results.iter().zip(&accs).zip(0..) {
            let mut value: Operand = b.get(*acc).into();
            if let Some(nonempty) = nonempty.filter(|_| self.is_float_sum() && !fault!(EmptySumNegative)) {
                value = b.select(nonempty, value, Scalar::zero(self.dtypes[0]).into(), "total");
            }
            match self.reduce.into {
                Some(buffer) => b.store(buffer, constant(place), value),
                None => b.set(*result, value),
            }
        }
    }

    /// Where the results are from block to block and at the end, if that is memory: those of a tile's rows, whose
    /// chains need the registers.
    fn waiting(&self) -> Option<Buffer> {
        let one_axis = self.extents.len() == 1 && !self.reduce.array_form;
        let many = self.extents[0].as_constant().is_none_or(|n| n > blocks::CHAIN * blocks::RUN);
        let serial = self.lanes && self.reduce.plan == Plan::Serial && !self.is_free();
        self.reduce.into.filter(|_| one_axis && many && serial && self.takes_turns(self.reduce.results.len()))
    }

    fn is_float_sum(&self) -> bool {
        let sum = matches!(self.reduce.reducer, Reducer::Op(BinOp::Add) | Reducer::SumOfProducts);
        sum && self.dtypes[0].is_float()
    }

    /// Whether there is a leaf; none where that is known.
    fn nonempty(&self, b: &mut Builder) -> Option<Operand> {
        let unknown = self.extents.iter().filter(|extent| extent.as_constant().is_none_or(|n| n <= 0));
        let tests: Vec<Operand> = unknown
            .map(|extent| {
                let n = b.index(extent, "extent");
                b.compare(CmpOp::Gt, n, Scalar::i64(0).into(), "nonempty")
            })
            .collect();
        tests.into_iter().reduce(|x, y| b.binary(BinOp::And, x, y, "nonempty"))
    }

    /// Whether the order does not matter.
    fn is_free(&self) -> bool {
        match &self.reduce.reducer {
            Reducer::Op(op) => is_order_free(*op, self.dtypes[0]),
            Reducer::ArgMin | Reducer::ArgMax => true,
            Reducer::SumOfProducts | Reducer::User { .. } => false,
        }
    }

    fn registers(&self, b: &mut Builder) -> Vec<Register> {
        self.dtypes.iter().map(|dtype| b.register(*dtype, "acc")).collect()
    }
    fn buffers(&self, b: &mut Builder, storage: &Storage, name: &str) -> Vec<Buffer> {
        self.dtypes.iter().map(|dtype| b.buffer(*dtype, storage.clone(), name)).collect()
    }

    /// Leaves the combination over the axes from `outer.len()` on in `accs`.
    fn axes(&self, b: &mut Builder, outer: Vec<Affine>, plan: Plan, accs: &[Register]) {
        let axis = outer.len();
        let short = self.reduce.array_form && !fault!(RowsInOneChain);
        let limit = if short { WIDTH } else { blocks::CHAIN };
        let rest = &self.extents[axis..];
        let product = rest.iter().fold(constant(1), |product, extent| product.mul(extent));
        let constants = rest.iter().filter_map(Poly::as_constant);
        let at_least = constants.fold(1i64, |product, n| product.saturating_mul(n.max(1)));
        if product.as_constant().is_some_and(|n| n <= limit) {
            self.chain_of_rows(b, &outer, accs);
        } else if rest.len() == 1 {
            self.axis(b, &Leaves::Body { outer, axis }, plan, accs);
        } else if at_least > limit {
            self.first_axis(b, outer, plan, accs);
        } else {
            let n = b.index(&product, "leaves");
            let few = b.compare(CmpOp::Le, n, Scalar::i64(limit).into(), "few");
            let inner = outer.clone();
            b.if_else(
                few,
                |b| self.chain_of_rows(b, &outer, accs),
                |b| self.first_axis(b, inner, plan, accs),
            );
        }
    }

    /// All leaves of the axes from `outer.len()` on in one chain.
    fn chain_of_rows(&self, b: &mut Builder, outer: &[Affine], accs: &[Register]) {
        self.start(b, accs);
        self.rows(b, &mut outer.to_vec(), &mut |b, indices| self.step_at(b, indices, accs));
    }

    /// How a chain of so many leaves runs: unrolled where there are few, and they are simple.
    fn chain_kind(&self, leaves: Option<i64>) -> LoopKind {
        let simple = |stmt: &Stmt| matches!(stmt, Stmt::Let { .. } | Stmt::Check { .. });
        let light = self.reduce.body.len() <= 16 && self.reduce.body.iter().all(simple);
        if light && leaves.is_some_and(|n| n <= UNROLLED) { LoopKind::Unrolled } else { LoopKind::Serial }
    }

    /// Loops over the axes from `indices.len()` on, the inner ones unrolled as far as that makes few leaves.
    fn rows(
        &self,
        b: &mut Builder,
        indices: &mut Vec<Affine>,
        body: &mut dyn FnMut(&mut Builder, &[Affine]),
    ) {
        let Some(extent) = self.extents.get(indices.len()) else {
            body(b, indices);
            return;
        };
        let kind = self.chain_kind(constant_product(&self.extents[indices.len()..]));
        b.for_loop((constant(0), extent.clone()), kind, ("k", self.reduce.span), |b, var| {
            indices.push(Poly::var(var));
            self.rows(b, indices, body);
            indices.pop();
        });
    }

    /// Several axes: over the first, the reduction over the rest being its leaf.
    fn first_axis(&self, b: &mut Builder, outer: Vec<Affine>, plan: Plan, accs: &[Register]) {
        let axis = outer.len();
        if plan == Plan::Serial {
            self.axis(b, &Leaves::Body { outer, axis }, plan, accs);
            return;
        }
        // The rows' values go to memory, so that rows run on several threads and their values in lanes.
        let n = self.extents[axis].clone();
        let rows = self.buffers(b, &Storage::Arena, "rows");
        rows.iter().for_each(|buffer| b.push(Stmt::Alloc { buffer: *buffer, extent: n.clone(), site: None }));
        let kind = match plan {
            Plan::Parallel(grain) => LoopKind::Parallel { grain },
            _ => LoopKind::Serial,
        };
        b.for_loop((constant(0), n), kind, ("row", self.reduce.span), |b, row| {
            let inner = self.registers(b);
            let mut indices = outer.clone();
            indices.push(Poly::var(row));
            self.axes(b, indices, Plan::Lanes, &inner);
            for (buffer, register) in rows.iter().zip(inner) {
                let value = b.get(register);
                b.store(*buffer, Poly::var(row), value);
            }
        });
        let leaves = Leaves::Memory(rows);
        self.axis_of(b, &leaves, &self.extents[axis].clone(), Plan::Lanes, accs);
    }

    /// One axis in the order of the form.
    fn axis(&self, b: &mut Builder, leaves: &Leaves, plan: Plan, accs: &[Register]) {
        let Leaves::Body { axis, .. } = leaves else { return };
        self.axis_of(b, leaves, &self.extents[*axis].clone(), plan, accs);
    }
    fn axis_of(&self, b: &mut Builder, leaves: &Leaves, n: &Affine, plan: Plan, accs: &[Register]) {
        if !self.reduce.array_form {
            self.loop_form(b, leaves, n, plan, accs);
            return;
        }
        let chain = |b: &mut Builder| {
            self.start(b, accs);
            self.chain(b, leaves, (constant(0), n.clone()), accs);
        };
        match (n.as_constant(), self.reduce.length) {
            (Some(n), _) if n <= WIDTH => self.loop_form(b, leaves, &constant(n), plan, accs),
            (Some(_), _) | (None, Length::Long) => self.array_form(b, leaves, n, plan, accs),
            (None, Length::Short) => chain(b),
            (None, Length::Any) => {
                let count = b.index(n, "leaves");
                let few = b.compare(CmpOp::Le, count, Scalar::i64(WIDTH).into(), "few");
                b.if_else(few, chain, |b| self.array_form(b, leaves, n, plan, accs));
            }
        }
    }
}

/// The element type of an index reduction's leaf.
fn operand_dtype(b: &Builder, reduce: &Reduce) -> DType {
    b.kernel.operand_ty(reduce.leaves[0]).dtype
}
