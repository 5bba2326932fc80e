//! What becomes of the iterations that fill no vector.

use super::Decider;
use crate::Level;
use crate::ir::{Access, Block, LoopKind, Op, Stmt, Value};
use crate::visit;

/// Statements of a body that is not worth having twice.
const LARGE: usize = 28;

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
        fast && count >= LARGE
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
