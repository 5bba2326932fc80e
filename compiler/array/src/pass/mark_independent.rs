//! Marks loops whose iterations may run in any order, and updates that may overwrite their array as they read it.
//!     loop (%x) [i < n - k] do { e = index x[k + i, j]; … update x[k + i, k] … }   =>   do independent { … }
//!     update x[_, _] distinct [i < n] { a = index x[k, i]; … yield k + 1 + i, … }  =>   update … distinct apart […]
//! Two different iterations must not meet in an element that one of them writes: on some axis their indices are known
//! to differ, or each binder stands alone in an index that both have, so that equal indices are one iteration's.
//! The last pass: fusion could bring other reads into the body.
//! Declines: scalars that are carried, `break`, `while`; indices that depend on data on every axis.

use std::collections::{BTreeMap, BTreeSet};

use base::{Id, Pass, PassCx, Poly};

use crate::analysis::{Prover, Sizes, definitions_in, for_each_block_use};
use crate::ir::{Binder, Block, Loop, Op, Program, Size, Stmt, Var};
use crate::pass::prove_checks::start;
use crate::typing::Vars;

use accesses::{Access, accesses};

mod accesses;

/// Marks loops and updates without conflicts.
pub const MARK_INDEPENDENT: Pass<Program> = Pass { name: "mark-independent", run };

/// Pairs of accesses that are compared for one loop.
const MAX_PAIRS: usize = 256;

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        let mut body = std::mem::take(&mut function.body);
        let mut sizes = Sizes::default();
        sizes.add_block(&body, &function.vars);
        let prover = start(function);
        let fresh = function.vars.len();
        Mark { vars: &function.vars, sizes, prover, fresh, cx }.block(&mut body);
        function.body = body;
    }
}

struct Mark<'a> {
    vars: &'a Vars,
    /// Of the whole function.
    sizes: Sizes,
    prover: Prover,
    /// The number of the next variable that stands for another iteration's.
    fresh: usize,
    cx: &'a mut PassCx,
}

impl Mark<'_> {
    fn block(&mut self, block: &mut Block) {
        block.stmts.iter_mut().for_each(|stmt| self.stmt(stmt));
    }

    fn stmt(&mut self, stmt: &mut Stmt) {
        let mark = self.prover.mark();
        match &mut stmt.op {
            Op::Assert { cond, .. } => return self.prover.assume(&cond.clone(), true),
            Op::If { cond, then, otherwise } => {
                for (block, value) in [(then, true), (otherwise, false)] {
                    self.prover.assume(cond, value);
                    self.block(block);
                    self.prover.back_to(mark);
                }
            }
            op => {
                self.mark(op);
                for binder in op.binders() {
                    self.prover.add_binder(binder.var, &binder.extent);
                }
                op.blocks_mut().into_iter().for_each(|block| self.block(block));
                self.prover.back_to(mark);
            }
        }
        self.prover.add_stmt(stmt, self.vars);
    }

    fn mark(&mut self, op: &mut Op) {
        let arrays: Vec<Var> = match op {
            Op::Update { array, apart: false, body, binders, .. }
                if !binders.is_empty() && reads(body, *array) =>
            {
                vec![*array]
            }
            Op::Loop(l) if is_counted(l) => l.carried.iter().map(|(var, _)| *var).collect(),
            _ => return,
        };
        if !arrays.into_iter().all(|array| self.is_free(op, array)) || !self.cx.spend() {
            return;
        }
        match op {
            Op::Update { apart, .. } => *apart = true,
            Op::Loop(l) => l.independent = true,
            _ => {}
        }
    }

    /// Whether no two iterations of an update of `array`, or of a loop that carries it, meet in what one of them writes.
    fn is_free(&mut self, op: &Op, array: Var) -> bool {
        let mark = self.prover.mark();
        let Some(found) = accesses(op, array, &self.sizes) else { return false };
        let own: BTreeSet<Var> = definitions_in(op);
        let writes: Vec<&Access> = found.iter().filter(|access| access.writes).collect();
        if writes.len() * found.len() > MAX_PAIRS {
            return false;
        }
        // An update's own writes may meet: the last wins, or iterations are known to be distinct.
        let update = matches!(op, Op::Update { .. });
        let mut pairs = writes.iter().flat_map(|write| found.iter().map(move |other| (*write, other)));
        let free = pairs.all(|(write, other)| {
            (update && other.writes) || {
                let apart = self.never_meet(op.binders(), &own, write, other);
                self.prover.back_to(mark);
                apart
            }
        });
        free
    }

    /// Whether one iteration's write and another iteration's access are of different elements.
    fn never_meet(
        &mut self,
        binders: &[Binder],
        own: &BTreeSet<Var>,
        write: &Access,
        other: &Access,
    ) -> bool {
        let equal: BTreeSet<Var> = write
            .indices
            .iter()
            .zip(&other.indices)
            .filter_map(|(a, b)| forced(binders, own, a, b))
            .collect();
        if binders.iter().all(|binder| equal.contains(&binder.var)) {
            return true;
        }
        // The other iteration has variables of its own.
        let mut renamed: BTreeMap<Var, Var> = BTreeMap::new();
        for var in own.iter().filter(|var| !equal.contains(var)) {
            renamed.insert(*var, Var::from_index(self.fresh));
            self.fresh += 1;
        }
        let rename = |size: &Size| size.substitute(&mut |var| Poly::var(*renamed.get(var).unwrap_or(var)));
        for binder in binders.iter().chain(&write.binders) {
            self.prover.add_binder(binder.var, &binder.extent);
        }
        for binder in binders.iter().chain(&other.binders) {
            let extent = rename(&self.sizes.expand(&binder.extent));
            let var = *renamed.get(&binder.var).unwrap_or(&binder.var);
            self.prover.add_binder(var, &extent);
        }
        write.indices.iter().zip(&other.indices).any(|(a, b)| {
            let b = rename(b);
            let difference = a.sub(&b);
            self.prover.exact(a)
                && self.prover.exact(&b)
                && (self.prover.positive(&difference) || self.prover.positive(&difference.scale(-1)))
        })
    }
}

/// Whether the block mentions the array.
fn reads(block: &Block, array: Var) -> bool {
    let mut found = false;
    for_each_block_use(block, &mut |var| found |= var == array);
    found
}

/// Whether a loop runs through all its iterations and carries arrays only.
fn is_counted(l: &Loop) -> bool {
    l.trip.is_some() && l.cond.is_none() && !l.breaks && !l.independent && !l.carried.is_empty()
}

/// The binder that is the same in both iterations if they agree on this index: it stands in it with a constant factor,
/// and whatever else does is the same in all iterations.
fn forced(binders: &[Binder], own: &BTreeSet<Var>, write: &Size, other: &Size) -> Option<Var> {
    if write != other {
        return None;
    }
    let mut inside = write.vars().into_iter().filter(|var| own.contains(var));
    let var = inside.next()?;
    let alone = inside.all(|other| other == var) && binders.iter().any(|binder| binder.var == var);
    let (_, factor) = write.linear_in(&var)?;
    // A factor beyond this could bring two numbers together modulo 2^64.
    let small = factor.as_constant().is_some_and(|c| c != 0 && c.unsigned_abs() < 1 << 16);
    (alone && small).then_some(var)
}
