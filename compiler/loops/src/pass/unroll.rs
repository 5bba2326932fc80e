//! Unrolled loops become their iterations, one after another.
//!
//! ```text
//! for %k in 0..2 unrolled { f(%k) }   =>   f(0); f(1)
//! ```

use base::{Pass, PassCx, Scalar};

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
        let Stmt::For(l) = &stmt else {
            b.push(stmt);
            continue;
        };
        let (LoopKind::Unrolled, Some(lo), Some(hi)) = (l.kind, l.lo.as_constant(), l.hi.as_constant())
        else {
            b.push(stmt);
            continue;
        };
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
