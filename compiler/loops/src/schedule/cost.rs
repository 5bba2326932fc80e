//! A rough estimate of work, to cut loops into parts for threads.
//!
//! The unit is a sixteenth of a simple scalar operation, some 16 picoseconds.

use base::{BinOp, UnOp};

use super::{Decider, Part, is_constant, is_stack, known};
use crate::build::constant;
use crate::ir::{Affine, Block, For, LoopKind, Op, Stmt};

/// Iterations of a loop whose number depends on data.
const GUESS: i64 = 16;
/// Lanes of a loop in lanes.
const LANES: i64 = 8;
/// Work of a simple operation.
const UNIT: i64 = 16;
/// Work that moving an element costs at least.
const MEMORY: i64 = 4;

impl Decider<'_> {
    /// How a loop is cut, if it has work for more than one thread.
    pub(super) fn parts(&self, l: &For, kind: LoopKind) -> Option<Part> {
        // Not as many as there are: what stands around loops on threads had best be the same at all levels.
        let lanes = if kind.lanes().is_some() { LANES } else { 1 };
        self.cut(l, self.work(&l.body, lanes))
    }
    /// How a loop of tiles is cut: every leaf is one step of a register, and nothing else counts.
    pub(super) fn tile_parts(&self, l: &For, tile: &super::tile::Tile<'_>) -> Option<Part> {
        let mut work = constant(1);
        for (_, extent) in &tile.reduce.binders {
            work = self.times(extent, &work);
        }
        let columns = tile.columns.hi.sub(&tile.columns.lo);
        self.cut(l, self.times(&columns, &work))
    }
    fn cut(&self, l: &For, work: Affine) -> Option<Part> {
        let extent = l.hi.sub(&l.lo);
        // A few long iterations make few parts: rather cut a loop inside.
        if extent.as_constant().is_some_and(|n| n <= super::TINY) {
            return None;
        }
        let most = extent.as_var().and_then(|value| self.most.get(value)).copied();
        if let (Some(n), Some(work)) = (extent.as_constant().or(most), work.as_constant())
            && n.saturating_mul(work) < 2 * self.target.part
        {
            return None;
        }
        Some(match work.as_constant() {
            // Powers of two, so that the number of parts is a shift.
            Some(work) => Part::Constant(1 << (self.target.part / work.max(1)).max(1).ilog2()),
            None => Part::ByWork(work, self.target.part),
        })
    }

    /// The work of a block in so many lanes, per lane, in terms of values that are in scope.
    pub(super) fn work(&self, block: &Block, lanes: i64) -> Affine {
        let mut sum = constant(0);
        for stmt in block {
            sum = sum.add(&self.work_of(stmt, lanes));
        }
        sum
    }
    fn work_of(&self, stmt: &Stmt, lanes: i64) -> Affine {
        let simple = (UNIT / lanes).max(1);
        let memory = simple.max(MEMORY);
        match stmt {
            Stmt::Let { op, .. } => constant(match op {
                Op::Index(_) | Op::Get(_) => 0,
                Op::Load(access, _) if !is_stack(self.kernel, access) => memory,
                Op::Binary(BinOp::Div, ..) | Op::Unary(UnOp::Sqrt, _) => 8 * simple,
                Op::Binary(BinOp::FloorDiv | BinOp::Mod, _, b) if !is_constant(b) => 24 * simple,
                Op::Call(function, _) => {
                    return self.work(&self.functions[*function].code.body, lanes);
                }
                _ => simple,
            }),
            Stmt::Set { .. } | Stmt::Alloc { .. } | Stmt::Swap(..) => constant(0),
            Stmt::Store { .. } => constant(memory),
            Stmt::Check { .. } => constant(simple),
            Stmt::For(l) => self.times(&l.hi.sub(&l.lo), &self.work(&l.body, self.inner_lanes(l, lanes))),
            Stmt::While { test, body, .. } => {
                self.work(test, lanes).add(&self.work(body, lanes)).scale(2 * GUESS)
            }
            Stmt::If { then, otherwise, .. } => {
                self.work(then, lanes).add(&self.work(otherwise, lanes)).add(&constant(simple))
            }
            Stmt::Reduce(reduce) => {
                let lanes = if self.takes_lanes(reduce) { lanes.max(LANES) } else { lanes };
                let mut work = self.work(&reduce.body, lanes).add(&constant((UNIT / lanes).max(1)));
                for (_, extent) in &reduce.binders {
                    work = self.times(extent, &work);
                }
                work
            }
            Stmt::Scan(scan) => {
                self.times(&scan.binder.1, &self.work(&scan.body, lanes).add(&constant(4 * UNIT)))
            }
        }
    }
    /// An innermost independent loop will run in lanes.
    fn inner_lanes(&self, l: &For, lanes: i64) -> i64 {
        let innermost = l.kind == LoopKind::Independent && !super::has_loop(&l.body);
        if innermost { lanes.max(LANES) } else { lanes }
    }
    fn times(&self, extent: &Affine, work: &Affine) -> Affine {
        if known(&self.scope, extent) { extent.mul(work) } else { work.scale(GUESS) }
    }
}
