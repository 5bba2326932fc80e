//! Questions to the array IR: who reads a variable last, whether an update may happen in place, whether what a loop
//! writes is the same region every time.

use std::collections::{BTreeMap, BTreeSet};

use array::analysis::definitions_in;
use array::ir::{Block, Loop, Op, Operand, Size, Stmt, Var};
use array::typing::Vars;
use base::{Poly, fault};

/// Carried arrays over which one that is new is tried to be made.
const MOST_TRIED: usize = 8;

/// Calls `see` for every variable that the operation mentions, those in blocks inside too.
pub(super) fn mentions(op: &Op, see: &mut impl FnMut(Var)) {
    operands(op, see);
    for block in op.blocks() {
        block.stmts.iter().for_each(|stmt| mentions(&stmt.op, see));
        block.results.iter().filter_map(|result| result.var()).for_each(&mut *see);
    }
}

/// The variables that the operation itself mentions, in sizes too.
fn operands(op: &Op, see: &mut impl FnMut(Var)) {
    let mut list: Vec<Operand> = Vec::new();
    match op {
        Op::Size(size) => size.vars().into_iter().for_each(&mut *see),
        Op::Copy(a) | Op::Unary(_, a) | Op::Convert(_, a) => list.push(*a),
        Op::Binary(_, a, b) | Op::Compare(_, a, b) => list.extend([*a, *b]),
        Op::Fma(a, b, c) | Op::Select(a, b, c) => list.extend([*a, *b, *c]),
        Op::Edge { index, extent, .. } => {
            list.push(*index);
            extent.vars().into_iter().for_each(&mut *see);
        }
        Op::Index { array, indices, .. } => {
            see(*array);
            list.extend(indices);
        }
        Op::Assert { cond, failure } => {
            list.push(*cond);
            list.extend(&failure.args);
        }
        Op::Update { array, .. } => see(*array),
        Op::Literal { elements, .. } => list.extend(elements),
        Op::Apply { args, .. } => list.extend(args),
        Op::If { cond, .. } => list.push(*cond),
        Op::Loop(l) => list.extend(l.carried.iter().map(|(_, init)| *init)),
        Op::Call { sizes, args, .. } => {
            list.extend(args);
            sizes.iter().flat_map(|size| size.vars()).for_each(&mut *see);
        }
        Op::Reduce { reducer, .. } | Op::Scan { reducer, .. } => {
            if let array::ir::Reducer::User { init, .. } = reducer {
                list.extend(init);
            }
        }
        Op::Build { .. } => {}
    }
    op.binders().iter().flat_map(|binder| binder.extent.vars()).for_each(&mut *see);
    list.into_iter().filter_map(Operand::var).for_each(see);
}

/// Whether `op` mentions `var`.
pub(super) fn uses(op: &Op, var: Var) -> bool {
    let mut found = false;
    mentions(op, &mut |v| found |= v == var);
    found
}

/// Whether statement number `at` is the last of the block to mention `var`, and no result is it; for one question about
/// a block, of which [`LastUses`] answers many.
pub(super) fn is_last_use(block: &Block, at: usize, var: Var) -> bool {
    let result = block.results.iter().any(|result| result.var() == Some(var));
    let later = block.stmts[at + 1..].iter().any(|stmt| uses(&stmt.op, var));
    !result && (!later || fault!(LaterReaderOverlooked))
}

/// The last statement of a block that mentions each variable.
pub(super) struct LastUses(BTreeMap<Var, usize>);

/// Stands for the block's results, which come after all statements.
const RESULT: usize = usize::MAX;

impl LastUses {
    pub(super) fn of(block: &Block) -> Self {
        let mut last = BTreeMap::new();
        for (at, stmt) in block.stmts.iter().enumerate() {
            mentions(&stmt.op, &mut |var| {
                last.insert(var, at);
            });
        }
        last.extend(block.results.iter().filter_map(|result| result.var()).map(|var| (var, RESULT)));
        Self(last)
    }

    /// Whether no statement behind number `at` mentions `var`, and no result is it.
    pub(super) fn is_last(&self, at: usize, var: Var) -> bool {
        let last = self.0.get(&var).copied().unwrap_or(0);
        last != RESULT && (last <= at || fault!(LaterReaderOverlooked))
    }
}

/// Whether a build reads of `var`, an array as large as those that it makes, nothing but the element at its own place.
pub(super) fn reads_own(op: &Op, var: Var) -> bool {
    let Op::Build { binders, body } = op else { return false };
    let own: Vec<Operand> = binders.iter().map(|binder| binder.var.into()).collect();
    fn only(block: &Block, var: Var, own: &[Operand]) -> bool {
        let results = block.results.iter().all(|result| result.var() != Some(var));
        results
            && block.stmts.iter().all(|stmt| match &stmt.op {
                Op::Index { array, indices, .. } if *array == var => {
                    indices == own || fault!(OwnElementAssumed)
                }
                op => {
                    let mut here = false;
                    operands(op, &mut |used| here |= used == var);
                    !here && op.blocks().into_iter().all(|block| only(block, var, own))
                }
            })
    }
    only(body, var, &own)
}

/// The statement of the block that defines `var`, and which of its results it is.
pub(super) fn definition(block: &Block, var: Var) -> Option<(usize, usize, &Stmt)> {
    block.stmts.iter().enumerate().find_map(|(at, stmt)| {
        let out = stmt.outs.iter().position(|out| *out == var)?;
        Some((at, out, stmt))
    })
}

/// Whether the update must not overwrite its array: it reads elements other than the one it replaces there.
pub(super) fn is_hazardous(update: &Op) -> bool {
    let Op::Update { array, binders, body, distinct, apart, .. } = update else { return true };
    if *apart || binders.is_empty() {
        return false;
    }
    let written = &body.results[..body.results.len() - 1];
    let mut hazard = false;
    for (at, stmt) in body.stmts.iter().enumerate() {
        match &stmt.op {
            Op::Index { array: read, indices, .. } if read == array => {
                let own = fault!(HazardOverlooked) || *distinct && same_indices(body, at, indices, written);
                hazard |= !own;
            }
            op => hazard |= uses(op, *array),
        }
    }
    hazard
}

/// Whether an update of another array reads of `var`, an array as large, nothing but the element that it is about to write.
fn updates_over(update: &Op, var: Var) -> bool {
    let Op::Update { body, .. } = update else { return false };
    let written = &body.results[..body.results.len() - 1];
    let own = body.stmts.iter().enumerate().all(|(at, stmt)| match &stmt.op {
        Op::Index { array, indices, .. } if *array == var => {
            same_indices(body, at, indices, written) || fault!(OwnElementAssumed)
        }
        op => !uses(op, var),
    });
    own && !body.results.contains(&var.into())
}

/// The array that a build gives with its axes in another order, and on which of the build's axes each of its own is.
pub(super) fn turned(op: &Op) -> Option<(Var, Vec<usize>)> {
    let Op::Build { binders, body } = op else { return None };
    let ([Stmt { outs, op: Op::Index { array, indices, checked }, .. }], [result]) =
        (&body.stmts[..], &body.results[..])
    else {
        return None;
    };
    let axis = |index: &Operand| binders.iter().position(|binder| *index == Operand::Var(binder.var));
    let axes: Vec<usize> = indices.iter().map(axis).collect::<Option<_>>()?;
    let each = axes.len() == binders.len() && (0..axes.len()).all(|axis| axes.contains(&axis));
    (each && result.var() == Some(outs[0]) && !checked.contains(&true)).then_some((*array, axes))
}

/// The part of its array that an update writes, first index and extent on each axis, where each binder runs along an axis
/// of its own and no index is checked; an extent may be negative.
pub(super) fn region(update: &Op) -> Option<Vec<(Size, Size)>> {
    let Op::Update { binders, body, checked, .. } = update else { return None };
    let (_, written) = body.results.split_last()?;
    if checked.contains(&true) || binders.len() != written.len() {
        return None;
    }
    let own = definitions_in(update);
    let mut free: Vec<Var> = binders.iter().map(|binder| binder.var).collect();
    let along = |index: &Operand| {
        let var = index.var()?;
        let size = match definition(body, var) {
            Some((_, _, Stmt { op: Op::Size(size), .. })) => size.clone(),
            Some(_) => return None,
            None => Poly::var(var),
        };
        let at = binders.iter().position(|binder| size.mentions(&binder.var))?;
        let (first, step) = size.linear_in(&binders[at].var)?;
        let fixed = step.as_constant() == Some(1) && first.vars().iter().all(|var| !own.contains(var));
        let unused = free.iter().position(|var| *var == binders[at].var)?;
        free.swap_remove(unused);
        fixed.then(|| (first, binders[at].extent.clone()))
    };
    written.iter().map(along).collect()
}

/// Whether two lists of indices are the same by name or by equal size expressions.
fn same_indices(body: &Block, before: usize, a: &[Operand], b: &[Operand]) -> bool {
    let definition_of = |operand: &Operand| {
        let var = operand.var()?;
        let (_, _, stmt) = definition(body, var)?;
        matches!(stmt.op, Op::Size(_) | Op::Binary(..)).then_some(&stmt.op)
    };
    let known = before < body.stmts.len();
    known
        && a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|(x, y)| x == y || (definition_of(x).is_some() && definition_of(x) == definition_of(y)))
}

/// The variable outside the block that `operand` is made from by updates, choices and loops, or itself.
pub(super) fn root(block: &Block, operand: &Operand) -> Option<Var> {
    let var = operand.var()?;
    let Some((_, out, stmt)) = definition(block, var) else { return Some(var) };
    let inner = match &stmt.op {
        Op::Copy(Operand::Var(array)) | Op::Update { array, .. } => *array,
        Op::If { then, .. } => root(then, &then.results[out])?,
        Op::Loop(l) => l.carried[out].1.var()?,
        _ => return None,
    };
    root(block, &inner.into())
}

/// Whether `operand` comes out of the block in the memory of `var`, an array from outside that the block may consume.
pub(super) fn stays_in_place(block: &Block, operand: &Operand, var: Var) -> bool {
    if operand.var() == Some(var) {
        return true;
    }
    let Some((at, out, stmt)) = operand.var().and_then(|v| definition(block, v)) else { return false };
    let from = |inner: Var| is_last_use(block, at, inner) && stays_in_place(block, &inner.into(), var);
    match &stmt.op {
        Op::Update { array, .. } if *array != var && definition(block, *array).is_none() => {
            region(&stmt.op).is_some()
                && updates_over(&stmt.op, var)
                && is_last_use(block, at, var)
                && !block.stmts.iter().any(|stmt| takes_memory(block, stmt, var))
        }
        Op::Update { array, .. } => !is_hazardous(&stmt.op) && from(*array),
        Op::Build { .. } => match arrays_in(block, &stmt.op, var).into_iter().collect::<Vec<_>>()[..] {
            [] => {
                !block.stmts.iter().any(|stmt| takes_memory(block, stmt, var)) && is_last_use(block, at, var)
            }
            [inner] => reads_own(&stmt.op, inner) && from(inner),
            _ => false,
        },
        Op::If { .. } => if_root(&stmt.op, out).is_some_and(from),
        Op::Loop(l) => l.carried[out].1.var().is_some_and(|init| {
            let carried_once = l.carried.iter().filter(|(_, i)| i.var() == Some(init)).count() == 1;
            carried_once && !loop_uses(l, init) && loop_stays_in_place(l, out) && from(init)
        }),
        _ => false,
    }
}

/// What an operation mentions of that which the block has in the memory of `var`, if it does everything in place.
fn arrays_in(block: &Block, op: &Op, var: Var) -> BTreeSet<Var> {
    let mut found = BTreeSet::new();
    mentions(op, &mut |used| {
        if root(block, &used.into()) == Some(var) {
            found.insert(used);
        }
    });
    found
}

/// Whether a statement of the block may put a result into the memory of `var`.
fn takes_memory(block: &Block, stmt: &Stmt, var: Var) -> bool {
    stmt.outs.iter().any(|out| root(block, &(*out).into()) == Some(var))
}

/// Whether the blocks of a loop mention `var`.
pub(super) fn loop_uses(l: &Loop, var: Var) -> bool {
    let blocks = l.cond.iter().chain([&l.body]);
    blocks.into_iter().any(|b| b.stmts.iter().any(|s| uses(&s.op, var)) || b.results.contains(&var.into()))
}

/// The array that result `out` of a choice is made from in place, in both blocks; no other result is made from it.
pub(super) fn if_root(op: &Op, out: usize) -> Option<Var> {
    let Op::If { then, otherwise, .. } = op else { return None };
    let var = root(then, &then.results[out])?;
    let others = |block: &Block| {
        block.results.iter().enumerate().any(|(i, result)| i != out && root(block, result) == Some(var))
    };
    let in_place = |block: &Block| stays_in_place(block, &block.results[out], var);
    // A block that gives the array back as it was must not have read it under another name.
    (in_place(then) && in_place(otherwise) && !others(then) && !others(otherwise)).then_some(var)
}

/// Whether carried array `k` of a loop stays in its memory.
pub(super) fn loop_stays_in_place(l: &Loop, k: usize) -> bool {
    let result = |k: usize| &l.body.results[k + usize::from(l.breaks)];
    let var = l.carried[k].0;
    let other = (0..l.carried.len()).any(|other| other != k && root(&l.body, result(other)) == Some(var));
    !other && stays_in_place(&l.body, result(k), var)
}

/// Whose memory each array that a loop carries is in at the end of an iteration: its own, that of another one which is
/// not needed any more, or (none) new memory. Each stands once; those that `moves` denies stay where they are.
pub(super) fn homes(l: &Loop, vars: &Vars, moves: &dyn Fn(usize) -> bool) -> Vec<Option<usize>> {
    let results = &l.body.results[usize::from(l.breaks)..];
    let number: BTreeMap<Var, usize> = l.carried.iter().enumerate().map(|(k, (var, _))| (*var, k)).collect();
    let ty = |k: usize| &vars[l.carried[k].0].ty;
    let all: Vec<usize> = (0..l.carried.len()).filter(|k| !ty(*k).shape.is_empty()).collect();
    let numbered = |var: Option<Var>| var.and_then(|var| number.get(&var).copied());
    let roots: Vec<Option<usize>> = results.iter().map(|result| numbered(root(&l.body, result))).collect();
    let mut made_of = vec![0usize; l.carried.len()];
    roots.iter().flatten().for_each(|j| made_of[*j] += 1);
    let moves = |k: usize, j: usize| k != j && moves(k) && moves(j) && ty(k) == ty(j);
    let stays = |k: usize, j: usize| stays_in_place(&l.body, &results[k], l.carried[j].0);
    let mut homes = vec![None; l.carried.len()];
    let mut taken = vec![false; l.carried.len()];
    let mut settle = |find: &dyn Fn(usize, &[bool]) -> Option<usize>| {
        for &k in &all {
            if homes[k].is_none()
                && let Some(j) = find(k, &taken).filter(|j| !taken[*j])
            {
                (homes[k], taken[j]) = (Some(j), true);
            }
        }
    };
    settle(&|k, _| loop_stays_in_place(l, k).then_some(k));
    settle(&|k, _| numbered(results[k].var()).filter(|j| moves(k, *j)));
    settle(&|k, _| roots[k].filter(|j| made_of[*j] == 1 && moves(k, *j) && stays(k, *j)));
    settle(&|k, taken| {
        let free = all.iter().copied().filter(|j| !taken[*j] && made_of[*j] == 0 && moves(k, *j));
        free.take(MOST_TRIED).find(|j| stays(k, *j))
    });
    homes
}

/// Whether an iteration may overwrite carried array `k`: some array is made in its memory, or it is not used further.
pub(super) fn is_consumed(l: &Loop, k: usize, homes: &[Option<usize>]) -> bool {
    let results = l.body.results[usize::from(l.breaks)..].iter().zip(homes).enumerate();
    let gone = |(other, (result, home)): (usize, (&Operand, &Option<usize>))| {
        *home == Some(k) && (other == k || result.var() != Some(l.carried[k].0))
    };
    results.into_iter().any(gone)
}

/// The one update that makes carried array `k`, and no other, if it writes the same elements in every iteration.
pub(super) fn invariant_update(l: &Loop, k: usize) -> Option<Var> {
    let result = l.body.results[k + usize::from(l.breaks)].var()?;
    if l.body.results.iter().filter(|other| other.var() == Some(result)).count() > 1 {
        return None;
    }
    let (_, _, stmt) = definition(&l.body, result)?;
    let Op::Update { array, binders, body, op: None, .. } = &stmt.op else { return None };
    let mut varying: BTreeSet<Var> = l.carried.iter().map(|(var, _)| *var).collect();
    varying.extend(l.trip.iter().map(|binder| binder.var));
    varying.extend(l.body.stmts.iter().flat_map(|stmt| stmt.outs.iter().copied()));
    let mut needed: Vec<Var> =
        body.results[..body.results.len() - 1].iter().filter_map(|r| r.var()).collect();
    needed.extend(binders.iter().flat_map(|binder| binder.extent.vars()));
    let mut seen = BTreeSet::new();
    while let Some(var) = needed.pop() {
        if varying.contains(&var) && !fault!(VaryingPrefilled) {
            return None;
        }
        if let (true, Some((_, _, stmt))) = (seen.insert(var), definition(body, var)) {
            mentions(&stmt.op, &mut |v| needed.push(v));
        }
    }
    (*array == l.carried[k].0).then_some(result)
}
