//! Makes one build of a build of builds.
//!     y = build [i < n] { a = …; r = build [j < m] { …; yield e }; yield r }
//!         =>   y = build [i < n, j < m] { a = …; …; yield e }
//! Declines: other arrays or loops in the outer body, or more scalar work there than an element is worth; results
//! that are not those of the inner build; something that can fail beside it, since it may be empty.

use base::{Pass, PassCx, fault};

use crate::analysis::{fallible, is_scalar_op};
use crate::ir::{Block, Op, Operand, Program, Stmt};
use crate::pass::simplify::weight;
use crate::typing::Vars;

/// Joins nested builds.
pub const FLATTEN_BUILDS: Pass<Program> = Pass { name: "flatten-builds", run };

/// What the statements around the inner build may cost, since they are repeated for every element.
const MAX_WEIGHT: u32 = 4;

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        flatten(&mut function.body, &function.vars, cx);
    }
}

fn flatten(block: &mut Block, vars: &Vars, cx: &mut PassCx) {
    for stmt in &mut block.stmts {
        stmt.op.blocks_mut().into_iter().for_each(|block| flatten(block, vars, cx));
        if let Some(at) = find_inner(stmt, vars)
            && cx.spend()
        {
            join(stmt, at);
        }
    }
}

/// The position of the inner build in the body of a build that can be joined with it.
fn find_inner(stmt: &Stmt, vars: &Vars) -> Option<usize> {
    let Op::Build { body, .. } = &stmt.op else { return None };
    let at = body.stmts.len().checked_sub(1)?;
    let inner = &body.stmts[at];
    if !matches!(inner.op, Op::Build { .. }) {
        return None;
    }
    let outs = inner.outs.iter().map(|out| Operand::Var(*out));
    if !outs.eq(body.results.iter().copied()) {
        return None;
    }
    let around = &body.stmts[..at];
    let scalar = |stmt: &Stmt| is_scalar_op(&stmt.op) || matches!(stmt.op, Op::Index { .. } | Op::Copy(_));
    let cost: u32 = around.iter().map(|stmt| weight(&stmt.op)).sum();
    let can_fail = around.iter().any(|stmt| fallible(&stmt.op, vars)) && !fault!(FlattenedFallible);
    // Loads may be out of place where the inner build is empty, but then they are not made at all.
    let fits = around.iter().all(scalar) && cost <= MAX_WEIGHT && !can_fail;
    fits.then_some(at)
}

fn join(stmt: &mut Stmt, at: usize) {
    let Op::Build { binders, body } = &mut stmt.op else { base::bug!("no build") };
    let inner = body.stmts.remove(at);
    let Op::Build { binders: more, body: cell } = inner.op else { base::bug!("no inner build") };
    binders.extend(more);
    if fault!(FlattenedInnerFirst) {
        binders.reverse();
    }
    body.stmts.extend(cell.stmts);
    body.results = cell.results;
}
