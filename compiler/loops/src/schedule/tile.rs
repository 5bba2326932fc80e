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

use super::{Decider, is_stack, pack};
use crate::Level;
use crate::build::{Builder, constant, constant_product};
use crate::clone::Cloner;
use crate::ir::{Affine, Block, For, LoopKind, Op, Reduce, Reducer, Stmt, Value};
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
        let reduce = only_reduction(&columns.body)?;
        let simple = matches!(reduce.reducer, Reducer::Op(_) | Reducer::SumOfProducts);
        let ragged = reduce.binders.iter().any(|(_, n)| n.mentions(&l.var) || n.mentions(&columns.var));
        let leaves = constant_product(reduce.binders.iter().map(|(_, extent)| extent));
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

/// The one reduction of a block that otherwise only computes and stores.
fn only_reduction(block: &Block) -> Option<&Reduce> {
    let mut found = None;
    for stmt in block {
        match stmt {
            Stmt::Reduce(reduce) if found.is_none() => found = Some(&**reduce),
            Stmt::Let { .. } | Stmt::Store { .. } => {}
            _ => return None,
        }
    }
    let plain = |stmt: &Stmt| matches!(stmt, Stmt::Let { .. });
    found.filter(|reduce| reduce.body.iter().all(plain))
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
                let rows: Vec<Affine> = (0..rows).map(|row| first.add(&constant(i64::from(row)))).collect();
                side_by_side(b, &packed, (l.var, column), &rows, l.span);
            });
        });
        let rest = l.lo.add(&blocks.scale(i64::from(rows)));
        let rest = if fault!(RowAfterTilesSkipped) { rest.add(&constant(1)) } else { rest };
        b.for_loop((rest, l.hi.clone()), LoopKind::Serial, ("row", l.span), |b, row| {
            side_by_side(b, columns, (l.var, column), &[Poly::var(row)], l.span);
        });
    });
}

/// The body of the inner loop for several iterations of the outer one, their reductions as one.
fn side_by_side(b: &mut Builder, columns: &For, (row, column): (Value, Value), rows: &[Affine], span: Span) {
    let mut cloners: Vec<Cloner> = Vec::new();
    for index in rows {
        let mut cloner = Cloner::default();
        cloner.own_locals(&mut b.kernel, &columns.body);
        let index = if fault!(TileRepeatsRow) { &rows[0] } else { index };
        let operand = b.index(index, "row");
        cloner.replace(row, operand, index.clone());
        cloner.replace(columns.var, column.into(), Poly::var(column));
        cloners.push(cloner);
    }
    for stmt in &columns.body {
        let Stmt::Reduce(reduce) = stmt else {
            for cloner in &mut cloners {
                let copy = cloner.block(&mut b.kernel, std::slice::from_ref(stmt));
                b.extend(copy);
            }
            continue;
        };
        let mut whole = Reduce { results: vec![], body: vec![], leaves: vec![], span, ..(**reduce).clone() };
        for (var, extent) in &mut whole.binders {
            let own = b.kernel.values.push(b.kernel.values[*var].clone());
            cloners.iter_mut().for_each(|cloner| cloner.replace(*var, own.into(), Poly::var(own)));
            *extent = cloners[0].poly(extent);
            *var = own;
        }
        for cloner in &mut cloners {
            whole.results.extend(reduce.results.iter().map(|register| cloner.register(*register)));
            whole.body.extend(cloner.block(&mut b.kernel, &reduce.body));
            whole.leaves.extend(reduce.leaves.iter().map(|leaf| cloner.operand(*leaf)));
        }
        b.push(Stmt::Reduce(Box::new(whole)));
    }
}
