//! Cuts a loop at the one iteration that others meet.
//!     d = loop (%c = x) [j < n] { … index c[i, k] … index c[k, j] … update c[i, j] … }
//!     =>
//!     a = loop (…) [j < k] { … };  … the body for j = k …;  d = loop (…) [l < n - k - 1] { j = size k + 1 + l; … }
//! So the iterations of both loops may run in any order (see `mark-independent`).
//! Declines: loops within the body, and long bodies, which would be there three times; an iteration that is not known to
//! be one of the loop's; loops whose iterations meet elsewhere too, or not at all.

use std::collections::BTreeMap;

use base::{Pass, PassCx, Poly, fault};

use super::conflicts::{Conflicts, is_counted};
use crate::analysis::{Renaming, compact};
use crate::ir::{Binder, Block, Function, Op, Program, Size, Stmt, Type, Var, VarInfo};
use crate::typing::Vars;

/// Cuts loops.
pub const SPLIT_MEETINGS: Pass<Program> = Pass { name: "split-meetings", run };

/// Statements of a body that may be there three times.
const LONGEST: usize = 16;

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        let cuts = find_cuts(function, cx);
        if !cuts.is_empty() {
            cut_block(&mut function.body, &cuts, &mut function.vars);
            compact(function);
        }
    }
}

/// Where loops are cut, by their counters.
fn find_cuts(function: &mut Function, cx: &mut PassCx) -> BTreeMap<Var, Size> {
    let mut cuts = BTreeMap::new();
    let mut body = std::mem::take(&mut function.body);
    let mut conflicts = Conflicts::of(function, &body);
    conflicts.visit(&mut body, &mut |conflicts, stmt| {
        if let Some((counter, at)) = find_cut(conflicts, &stmt.op)
            && cx.spend()
        {
            cuts.insert(counter, at);
        }
    });
    function.body = body;
    cuts
}

fn find_cut(conflicts: &mut Conflicts<'_>, op: &Op) -> Option<(Var, Size)> {
    let Op::Loop(l) = op else { return None };
    let ([(array, _)], Some(trip)) = (&l.carried[..], &l.trip) else { return None };
    if !is_counted(l) || length(&l.body)? > LONGEST || conflicts.is_free(op, *array) {
        return None;
    }
    let at = conflicts.meeting(op, trip, *array)?;
    let mut first = l.clone();
    first.trip = Some(Binder { extent: at.clone(), ..trip.clone() });
    conflicts.is_free(&Op::Loop(first), *array).then_some((trip.var, at))
}

/// The statements of a block without loops.
fn length(block: &Block) -> Option<usize> {
    block.stmts.iter().try_fold(0, |sum, stmt| match &stmt.op {
        Op::If { then, otherwise, .. } => Some(sum + 1 + length(then)? + length(otherwise)?),
        Op::Update { binders, body, .. } if binders.is_empty() => Some(sum + 1 + length(body)?),
        op if op.blocks().is_empty() => Some(sum + 1),
        _ => None,
    })
}

fn cut_block(block: &mut Block, cuts: &BTreeMap<Var, Size>, vars: &mut Vars) {
    for mut stmt in std::mem::take(&mut block.stmts) {
        stmt.op.blocks_mut().into_iter().for_each(|block| cut_block(block, cuts, vars));
        let at = match &stmt.op {
            Op::Loop(l) => l.trip.as_ref().and_then(|trip| cuts.get(&trip.var)),
            _ => None,
        };
        match at {
            Some(at) => cut(stmt, at, &mut block.stmts, vars),
            None => block.stmts.push(stmt),
        }
    }
}

/// The loop up to an iteration, that iteration, and the loop behind it.
fn cut(mut stmt: Stmt, at: &Size, to: &mut Vec<Stmt>, vars: &mut Vars) {
    let span = stmt.span;
    let fresh = |name: &str, vars: &mut Vars| {
        vars.push(VarInfo { ty: Type::scalar(base::DType::I64), name: name.to_owned() })
    };
    let mut first = Renaming::new().clone_stmt(&stmt, None, vars);
    let before = first.outs[0];
    if let Op::Loop(l) = &mut first.op
        && let Some(trip) = &mut l.trip
    {
        trip.extent = at.clone();
    }
    to.push(first);

    let Op::Loop(l) = &mut stmt.op else { base::bug!("a cut of what is no loop") };
    let (Some(trip), [(array, init)]) = (&mut l.trip, &mut l.carried[..]) else {
        base::bug!("a cut of a loop without a counter")
    };
    let here = fresh("at", vars);
    to.push(Stmt { outs: vec![here], op: Op::Size(at.clone()), span });
    let mut renaming = Renaming::new();
    renaming.set(*array, before.into());
    renaming.set_size(trip.var, here.into(), Poly::var(here));
    let mut once = renaming.clone_block(&l.body, None, vars);
    to.append(&mut once.stmts);
    *init = if fault!(MeetingForgotten) { before.into() } else { once.results[0] };

    let counter = std::mem::replace(&mut trip.var, fresh("behind", vars));
    let passed = if fault!(MeetingTwice) { at.clone() } else { at.add(&Poly::constant(1)) };
    trip.extent = trip.extent.sub(&passed);
    let index = Op::Size(passed.add(&Poly::var(trip.var)));
    l.body.stmts.insert(0, Stmt { outs: vec![counter], op: index, span });
    to.push(stmt);
}
