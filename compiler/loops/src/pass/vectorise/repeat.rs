//! Loops of which iterations may be done a second time.

use std::collections::BTreeSet;

use crate::ir::{Buffer, For, Kernel, LoopKind, Op, Param, Stmt};
use crate::visit;

/// Whether the iterations read along rows that are apart from each other.
pub(super) fn reads_rows(l: &For) -> bool {
    let mut found = false;
    visit::stmts(&l.body, &mut |stmt| {
        let Stmt::For(inner) = stmt else { return };
        for stmt in &inner.body {
            if let Stmt::Let { op: Op::Load(access, _), .. } = stmt
                && let Some((_, apart)) = access.base.linear_in(&l.var)
                && let Some((_, along)) = access.base.linear_in(&inner.var)
            {
                let row = !matches!(apart.as_constant(), Some(0 | 1)) && along.as_constant() == Some(1);
                found |= row && inner.kind == LoopKind::Serial;
            }
        }
    });
    found
}

/// Whether an iteration gives the same a second time: it reads no memory that it writes, but what is its own: what it
/// allocates, and what `private` says of the stack.
pub(super) fn is_harmless(kernel: &Kernel, l: &For, private: &dyn Fn(Buffer) -> bool) -> bool {
    // The arguments of a lifted scalar function may be the memory of its results.
    if kernel.params.iter().any(|param| matches!(param, Param::Frame(_))) {
        return false;
    }
    let own = super::allocated(&l.body);
    let (mut read, mut written, mut swaps) = (BTreeSet::new(), BTreeSet::new(), false);
    visit::stmts(&l.body, &mut |stmt| match stmt {
        Stmt::Let { op: Op::Load(access, _), .. } => {
            read.insert(kernel.buffers[access.buffer].class);
        }
        Stmt::Store { access, .. } if !own.contains(&access.buffer) && !private(access.buffer) => {
            written.insert(kernel.buffers[access.buffer].class);
        }
        Stmt::Swap(..) => swaps = true,
        _ => {}
    });
    !swaps && read.is_disjoint(&written)
}
