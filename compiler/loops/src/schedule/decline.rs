//! Why a loop had better not run in lanes.

use std::collections::BTreeSet;

use super::{Decider, count_contiguous, varies};
use crate::ir::{Block, For, Op, Stmt, Value};
use crate::visit;

/// Statements for each narrow element from a computed place from which on lanes are worth it.
const WORTH_GATHERING: usize = 16;
/// Elements of a temporary that each lane may have of its own.
const PRIVATE_ELEMENTS: i64 = 1024;

impl Decider<'_> {
    /// Whether the iterations reduce rows of different lengths, which depend on data, with neighbours along the rows only.
    pub(super) fn is_ragged(&self, l: &For) -> bool {
        let mut found = false;
        let mut varying = BTreeSet::from([l.var]);
        visit::stmts(&l.body, &mut |stmt| match stmt {
            Stmt::Let { value, op } if matches!(op, Op::Get(_)) || varies(op, &varying) => {
                varying.insert(*value);
            }
            Stmt::Reduce(reduce) => {
                let Some((binder, extent)) = reduce.binders.last() else { return };
                let along = count_contiguous(&reduce.body, binder);
                let of_data = extent.vars().iter().any(|value| varying.contains(value) && *value != l.var);
                found |= of_data && along > count_contiguous(&reduce.body, &l.var);
            }
            _ => {}
        });
        found
    }

    /// Whether a body is straight, but for reductions, and does little but load elements of one or two bytes from computed places: lanes
    /// would load them one by one, and put them together.
    pub(super) fn mostly_gathers_narrow(&self, body: &Block, var: Value) -> bool {
        let (mut gathers, mut others, mut straight) = (0, 0, true);
        let mut computed = BTreeSet::new();
        let mut varying = BTreeSet::from([var]);
        visit::stmts(body, &mut |stmt| match stmt {
            Stmt::Let { value, op } => {
                if varies(op, &varying) {
                    varying.insert(*value);
                    if !matches!(op, Op::Index(_)) || varies(op, &computed) {
                        computed.insert(*value);
                    }
                }
                straight &= !matches!(op, Op::Call(..));
                match op {
                    Op::Load(from, _) if from.base.vars().iter().any(|value| computed.contains(value)) => {
                        let dtype = self.kernel.buffers[from.buffer].dtype;
                        gathers += usize::from(dtype.size() <= 2 && !dtype.is_float());
                    }
                    _ => others += 1,
                }
            }
            Stmt::Store { .. } | Stmt::Check { .. } | Stmt::If { .. } | Stmt::Reduce(_) => others += 1,
            _ => straight = false,
        });
        straight && others <= WORTH_GATHERING * gathers
    }

    /// What the vectorising pass cannot do.
    pub(super) fn obstacle(&self, body: &Block) -> Option<&'static str> {
        let mut found = None;
        visit::stmts(body, &mut |stmt| match stmt {
            Stmt::Swap(..) => found = Some("an iteration exchanges arrays of its own"),
            Stmt::Alloc { extent, .. } if extent.as_constant().is_none_or(|n| n > PRIVATE_ELEMENTS) => {
                found = Some("an iteration has a large array of its own");
            }
            _ => {}
        });
        found
    }
}
