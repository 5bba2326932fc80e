//! Unrolled loops become their iterations, one after another.
//!
//! ```text
//! for %k in 0..2 unrolled { f(%k) }   =>   f(0); f(1)
//! ```
//!
//! Declines: a loop on threads inside, whose registers must be its own; the loop becomes serial.

use base::{Pass, PassCx, Scalar, fault};

use crate::build::{Builder, constant};
use crate::clone::Cloner;
use crate::ir::{Block, LoopKind, Program, Stmt};
use crate::visit;

/// The pass.
pub const UNROLL: Pass<Program> = Pass { name: "unroll", run };

fn run(program: &mut Program, _: &mut PassCx) {
    super::rebuild(program, unroll);
}

fn unroll(b: &mut Builder, block: Block) {
    for mut stmt in block {
        for inner in visit::blocks_mut(&mut stmt) {
            let taken = std::mem::take(inner);
            b.open();
            unroll(b, taken);
            *inner = b.close();
        }
        if let Stmt::For(l) = &mut stmt
            && l.kind == LoopKind::Unrolled
            && has_threads(&l.body)
        {
            l.kind = LoopKind::Serial;
        }
        let Stmt::For(l) = &stmt else {
            b.push(stmt);
            continue;
        };
        let (LoopKind::Unrolled, Some(lo), Some(hi)) = (l.kind, l.lo.as_constant(), l.hi.as_constant())
        else {
            b.push(stmt);
            continue;
        };
        let hi = if hi - lo > 2 && fault!(LastCopyDropped) { hi - 1 } else { hi };
        for k in lo..hi {
            let mut cloner = Cloner::default();
            cloner.replace(l.var, Scalar::i64(k).into(), constant(k));
            // Each copy of a parallel loop has registers of its own.
            cloner.own_parallel_registers(&mut b.kernel, &l.body);
            let copy = cloner.block(&mut b.kernel, &l.body);
            b.extend(copy);
        }
    }
}

fn has_threads(block: &Block) -> bool {
    let mut found = false;
    visit::stmts(block, &mut |stmt| {
        found |= matches!(stmt, Stmt::For(l) if matches!(l.kind, LoopKind::Parallel { .. }));
    });
    found
}
