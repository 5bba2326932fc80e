//! Tiles: several iterations of one loop side by side in the lanes of the loop inside it.
//!
//! ```text
//! for %i in 0..%m { for %j in 0..%n { sum of a[%i, %k] * b[%k, %j] } }
//!     =>
//! for %j in 0..%n vector(32) { for %i in 0..%m by 6 { six sums at once: one load of b for all of them } }
//! ```
//!
//! Taken where a reduction reads something that does not depend on the outer loop, and something that does not depend
//! on the inner one: then every loaded element is used several times from a register. What does not depend on the outer
//! loop may be packed first (see `pack`).

use base::{CmpOp, Poly, Scalar, Span, fault};

use super::{Decider, is_stack, leaves_of, pack};
use crate::Level;
use crate::build::{Builder, constant};
use crate::clone::Cloner;
use crate::ir::{Affine, Block, For, LoopKind, Op, Reduce, Reducer, Stmt, Storage, Value};
use crate::visit;

/// A tile that pays.
pub(super) struct Tile<'a> {
    /// The loop that runs in lanes.
    pub(super) columns: &'a For,
    /// What is computed in it.
    pub(super) reduce: &'a Reduce,
    /// Iterations of the outer loop side by side.
    pub(super) rows: u32,
    /// Lanes.
    pub(super) width: u32,
}

impl Decider<'_> {
    /// The tile of a loop whose body is one loop over one reduction.
    pub(super) fn tile<'a>(&self, l: &'a For) -> Option<Tile<'a>> {
        let [Stmt::For(columns)] = l.body.as_slice() else { return None };
        if columns.kind != LoopKind::Independent || self.is_short(l) || self.is_short(columns) {
            return None;
        }
        let bounds = [&columns.lo, &columns.hi];
        if bounds.into_iter().any(|bound| bound.mentions(&l.var)) {
            return None;
        }
        let (_, reduce, _) = around_reduction(&columns.body)?;
        let simple = matches!(reduce.reducer, Reducer::Op(_) | Reducer::SumOfProducts);
        let ragged = reduce.binders.iter().any(|(_, n)| n.mentions(&l.var) || n.mentions(&columns.var));
        let leaves = leaves_of(reduce);
        let few = leaves.is_some_and(|n| n <= 8);
        if !simple || ragged || few || reduce.empty.is_some() || self.fills_small_array(&columns.body) {
            return None;
        }
        let (mut shared, mut broadcast) = (false, false);
        for stmt in &reduce.body {
            let Stmt::Let { op: Op::Load(access, _), .. } = stmt else { continue };
            let (outer, inner) = (access.base.mentions(&l.var), access.base.mentions(&columns.var));
            shared |= inner && !outer;
            broadcast |= outer && !inner;
        }
        if !shared || !broadcast || self.reduction_along(&columns.body, Some(columns.var)).is_some() {
            return None;
        }
        let dtype = self.kernel.operand_ty(reduce.leaves[0]).dtype;
        let native = self.target.lanes(dtype);
        let (rows, registers) = match self.target.level {
            Level::V2 => (4, 1),
            Level::V3 => (6, 2),
            Level::V4 => (6, 4),
        };
        Some(Tile { columns, reduce, rows, width: (native * registers).min(64) })
    }
    /// Whether the block stores to an array on the stack that is also used elsewhere. Every row of a tile has arrays of
    /// its own for what stands on the stack.
    fn fills_small_array(&self, block: &Block) -> bool {
        let uses = |block: &Block, buffer| {
            let mut uses = 0;
            visit::buffers(block, &mut |other| uses += usize::from(other == buffer));
            uses
        };
        block.iter().any(|stmt| {
            let Stmt::Store { access, .. } = stmt else { return false };
            let buffer = access.buffer;
            is_stack(self.kernel, access) && uses(block, buffer) != uses(&self.kernel.body, buffer)
        })
    }
    fn is_short(&self, l: &For) -> bool {
        l.hi.sub(&l.lo).as_constant().is_some_and(|n| n < 8)
    }
}

/// The one reduction of a block that otherwise computes, and afterwards stores, and what is before and after it.
fn around_reduction(block: &Block) -> Option<(&[Stmt], &Reduce, &[Stmt])> {
    let at = block.iter().position(|stmt| matches!(stmt, Stmt::Reduce(_)))?;
    let Stmt::Reduce(reduce) = &block[at] else { return None };
    let (before, after) = (&block[..at], &block[at + 1..]);
    let plain = |stmt: &Stmt| matches!(stmt, Stmt::Let { .. });
    let stores = |stmt: &Stmt| plain(stmt) || matches!(stmt, Stmt::Store { .. });
    let simple = before.iter().chain(&reduce.body).all(plain) && after.iter().all(stores);
    simple.then_some((before, &**reduce, after))
}

/// Puts the tiled form of `l`, whose body is one vector loop, into the builder.
pub(super) fn emit(b: &mut Builder, l: &For, rows: u32, around: &[Value]) {
    let [Stmt::For(columns)] = l.body.as_slice() else { base::bug!("a tile without a loop inside") };
    let name = b.kernel.values[columns.var].name.clone();
    let range = (columns.lo.clone(), columns.hi.clone());
    let (packed, panels) = pack::plan(b, columns, l.var, around);
    let count = l.hi.sub(&l.lo).floor_div(&constant(i64::from(rows)));
    let blocks = pack::only_if_short(b, &panels, count);
    b.for_loop(range, columns.kind, (&name, columns.span), |b, column| {
        let some = b.index(&blocks, "blocks");
        let some = b.compare(CmpOp::Gt, some, Scalar::i64(0).into(), "some");
        b.if_then(some, |b| {
            panels.iter().for_each(|panel| pack::emit(b, panel, (columns.var, column), l.span));
            let block = (constant(0), blocks.clone());
            b.for_loop(block, LoopKind::Serial, ("block", l.span), |b, block| {
                let first = l.lo.add(&Poly::var(block).scale(i64::from(rows)));
                side_by_side(b, &packed, (l.var, column), &first, rows, l.span);
            });
        });
        let rest = l.lo.add(&blocks.scale(i64::from(rows)));
        let rest = if fault!(RowAfterTilesSkipped) { rest.add(&constant(1)) } else { rest };
        b.for_loop((rest, l.hi.clone()), LoopKind::Serial, ("row", l.span), |b, row| {
            let mut cloner = at(b, columns, (l.var, column), &Poly::var(row));
            let block = cloner.block(&mut b.kernel, &columns.body);
            b.extend(block);
        });
    });
}

/// The body of the inner loop for several iterations of the outer one from `first` on: their reductions as one, whose
/// results go to memory, and then what is made of them, one iteration after another.
fn side_by_side(
    b: &mut Builder,
    columns: &For,
    (outer, column): (Value, Value),
    first: &Affine,
    rows: u32,
    span: Span,
) {
    let Some((before, reduce, after)) = around_reduction(&columns.body) else {
        base::bug!("a tile without a reduction");
    };
    let mut whole = Reduce { results: vec![], body: vec![], leaves: vec![], span, ..reduce.clone() };
    let mut shared = None;
    for row in 0..rows {
        let index = if fault!(TileRepeatsRow) { first.clone() } else { first.add(&constant(i64::from(row))) };
        let mut cloner = at(b, columns, (outer, column), &index);
        let block = cloner.block(&mut b.kernel, before);
        b.extend(block);
        let binders = shared.get_or_insert_with(|| own_binders(b, reduce, &cloner)).clone();
        for ((var, _), (own, _)) in reduce.binders.iter().zip(&binders) {
            cloner.replace(*var, (*own).into(), Poly::var(*own));
        }
        whole.binders = binders;
        whole.results.extend(reduce.results.iter().map(|register| cloner.register(*register)));
        whole.body.extend(cloner.block(&mut b.kernel, &reduce.body));
        whole.leaves.extend(reduce.leaves.iter().map(|leaf| cloner.operand(*leaf)));
    }
    let dtype = b.kernel.registers[whole.results[0]].ty.dtype;
    let room = u32::try_from(whole.results.len()).unwrap_or(u32::MAX);
    let turns = b.buffer(dtype, Storage::Stack(room), "turns");
    whole.into = Some(turns);
    b.push(Stmt::Reduce(Box::new(whole)));
    let all = (constant(0), constant(i64::from(rows)));
    b.for_loop(all, LoopKind::Serial, ("turn", span), |b, turn| {
        let mut cloner = at(b, columns, (outer, column), &first.add(&Poly::var(turn)));
        let block = cloner.block(&mut b.kernel, before);
        b.extend(block);
        let each = i64::try_from(reduce.results.len()).unwrap_or(1);
        for (result, number) in reduce.results.iter().zip(0..) {
            let value = b.load(turns, Poly::var(turn).scale(each).add(&constant(number)), "total");
            b.set(cloner.register(*result), value);
        }
        let block = cloner.block(&mut b.kernel, after);
        b.extend(block);
    });
}

/// A copy of the inner loop's body for the outer loop's variable at `index`, the inner one being `column`.
fn at(b: &mut Builder, columns: &For, (outer, column): (Value, Value), index: &Affine) -> Cloner {
    let mut cloner = Cloner::default();
    cloner.own_locals(&mut b.kernel, &columns.body);
    let operand = b.index(index, "row");
    cloner.replace(outer, operand, index.clone());
    cloner.replace(columns.var, column.into(), Poly::var(column));
    cloner
}

/// The binders of a reduction in a copy.
fn own_binders(b: &mut Builder, reduce: &Reduce, cloner: &Cloner) -> Vec<(Value, Affine)> {
    let own = |(var, extent): &(Value, Affine)| {
        (b.kernel.values.push(b.kernel.values[*var].clone()), cloner.poly(extent))
    };
    reduce.binders.iter().map(own).collect()
}
