//! Marks loops whose iterations may run in any order, and updates that may overwrite their array as they read it.
//!     loop (%x) [i < n - k] { e = index x[k + i, j]; … update x[k + i, k] … }   =>   do independent { … }
//!     update x[_, _] distinct [i < n] { a = index x[k, i]; … yield k + 1 + i, … }  =>   update … distinct apart […]
//! Two different iterations must not meet in an element that one of them writes (see `conflicts`).
//! The last pass: fusion could bring other reads into the body.
//! Declines: scalars that are carried, `break`, `while`; indices that depend on data on every axis.

use base::{Pass, PassCx};

use super::conflicts::{Conflicts, is_counted};
use crate::analysis::for_each_block_use;
use crate::ir::{Block, Op, Program, Var};

/// Marks loops and updates without conflicts.
pub const MARK_INDEPENDENT: Pass<Program> = Pass { name: "mark-independent", run };

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        let mut body = std::mem::take(&mut function.body);
        let mut conflicts = Conflicts::of(function, &body);
        conflicts.visit(&mut body, &mut |conflicts, stmt| mark(conflicts, &mut stmt.op, cx));
        function.body = body;
    }
}

fn mark(conflicts: &mut Conflicts<'_>, op: &mut Op, cx: &mut PassCx) {
    let arrays: Vec<Var> = match op {
        Op::Update { array, apart: false, body, binders, .. }
            if !binders.is_empty() && reads(body, *array) =>
        {
            vec![*array]
        }
        Op::Loop(l) if is_counted(l) && !l.independent => l.carried.iter().map(|(var, _)| *var).collect(),
        _ => return,
    };
    if !arrays.into_iter().all(|array| conflicts.is_free(op, array)) || !cx.spend() {
        return;
    }
    match op {
        Op::Update { apart, .. } => *apart = true,
        Op::Loop(l) => l.independent = true,
        _ => {}
    }
}

/// Whether the block mentions the array.
fn reads(block: &Block, array: Var) -> bool {
    let mut found = false;
    for_each_block_use(block, &mut |var| found |= var == array);
    found
}
