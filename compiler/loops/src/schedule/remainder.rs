//! What becomes of the iterations that fill no vector.

use std::collections::BTreeSet;

use super::{Decider, leaves_of, varies};
use crate::Level;
use crate::ir::{Access, Block, LoopKind, Op, Stmt, Value};
use crate::visit;

/// Statements of a body that is not worth having twice.
const LARGE: usize = 28;
/// Operations in lanes of one that is not either, though much of it loads: under a mask loads are no operands.
const LARGE_LOADS: usize = 64;
/// Operations in lanes for each load, at most, of a body that does much loading.
const EACH_LOAD: usize = 4;
/// Leaves of a reduction that is one chain of code.
const SHORT: i64 = 32;

impl Decider<'_> {
    /// The kind of a loop in so many lanes.
    pub(super) fn with_remainder(&self, body: &Block, var: Value, width: u32) -> LoopKind {
        if self.shares_body(body, var) {
            LoopKind::Masked(width)
        } else if self.lacks_masks(body) {
            LoopKind::ThenScalar(width)
        } else {
            LoopKind::Vector(width)
        }
    }

    /// Whether a loop in lanes had better have one body, under a mask, than another one for the remainder: it is large,
    /// and no access is slower for the mask.
    pub(super) fn shares_body(&self, body: &Block, var: Value) -> bool {
        let mut count = 0;
        let mut fast = true;
        let level = self.target.level;
        let mut access = |access: &Access| {
            let step = access.base.linear_in(&var).and_then(|(_, step)| step.as_constant());
            let wide = self.kernel.buffers[access.buffer].dtype.size() >= 4;
            fast &= level == Level::V4 || matches!(step, Some(0 | 1)) || (level == Level::V3 && wide);
        };
        visit::stmts(body, &mut |stmt| {
            count += 1;
            match stmt {
                Stmt::Let { op: Op::Load(from, _), .. } => access(from),
                Stmt::Store { access: to, .. } => access(to),
                // Several loops once it is expanded.
                Stmt::Reduce(_) | Stmt::Scan(_) => count += LARGE,
                _ => {}
            }
        });
        fast && count >= LARGE && !loads_much(body, var)
    }

    /// Whether the level has no masked access for what the body touches: then a masked remainder is longer than one of
    /// scalars, and no faster. A body with functions would need versions of them for scalars.
    fn lacks_masks(&self, body: &Block) -> bool {
        let (mut simple, mut narrow) = (true, false);
        let mut access = |access: &Access| narrow |= self.kernel.buffers[access.buffer].dtype.size() < 4;
        visit::stmts(body, &mut |stmt| match stmt {
            Stmt::Let { op: Op::Load(from, _), .. } => access(from),
            Stmt::Store { access: to, .. } => access(to),
            Stmt::Let { op: Op::Call(..), .. } | Stmt::For(_) | Stmt::Reduce(_) | Stmt::Scan(_) => {
                simple = false
            }
            _ => {}
        });
        simple && (self.target.level == Level::V2 || (self.target.level == Level::V3 && narrow))
    }
}

/// Whether a large part of what a body does in the lanes of `var` is loading, and all of it is not much.
fn loads_much(body: &Block, var: Value) -> bool {
    let (mut ops, mut loads) = (0, 0);
    let known = in_lanes(body, &mut BTreeSet::from([var]), 1, &mut |op| {
        ops += 1;
        loads += usize::from(matches!(op, Op::Load(..)));
    });
    known && ops <= EACH_LOAD * loads && ops < LARGE_LOADS
}

/// Shows the operations that differ from lane to lane, as often as they stand in the code; whether that is known: there
/// is nothing but straight code and reductions of few leaves.
fn in_lanes(body: &Block, varying: &mut BTreeSet<Value>, turns: i64, see: &mut impl FnMut(&Op)) -> bool {
    body.iter().all(|stmt| match stmt {
        Stmt::Let { value, op } => {
            if matches!(op, Op::Get(_)) || varies(op, varying) {
                varying.insert(*value);
                let index = matches!(op, Op::Index(_) | Op::Get(_));
                (0..if index { 0 } else { turns }).for_each(|_| see(op));
            }
            !matches!(op, Op::Call(..))
        }
        Stmt::Reduce(reduce) => match leaves_of(reduce).filter(|n| (1..=SHORT).contains(n)) {
            Some(leaves) if turns == 1 => in_lanes(&reduce.body, varying, leaves, see),
            _ => false,
        },
        Stmt::Store { .. } | Stmt::Set { .. } => true,
        _ => false,
    })
}
