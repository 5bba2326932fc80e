//! Whether two iterations of a loop or an update meet in an element that one of them writes.
//!
//! They do not where on some axis their indices are known to differ, or where each binder stands alone in an index that
//! both have, so that equal indices are one iteration's.

use std::collections::{BTreeMap, BTreeSet};

use base::{Id, Poly};

use super::prove_checks::start;
use crate::analysis::{Prover, Sizes, definitions_in};
use crate::ir::{Binder, Block, Function, Loop, Op, Size, Stmt, Var};
use crate::typing::Vars;

use accesses::{Access, accesses};

mod accesses;

/// Pairs of accesses that are compared for one loop.
const MAX_PAIRS: usize = 256;

/// What is known at one place of a function.
pub(super) struct Conflicts<'a> {
    vars: &'a Vars,
    /// Of the whole function.
    sizes: Sizes,
    prover: Prover,
    /// The number of the next variable that stands for another iteration's.
    fresh: usize,
}

impl<'a> Conflicts<'a> {
    /// At the start of a function with this body.
    pub(super) fn of(function: &'a Function, body: &Block) -> Self {
        let mut sizes = Sizes::default();
        sizes.add_block(body, &function.vars);
        Self { vars: &function.vars, sizes, prover: start(function), fresh: function.vars.len() }
    }

    /// Calls `see` for every statement, those inside first, with what is known where it stands.
    pub(super) fn visit(&mut self, block: &mut Block, see: &mut impl FnMut(&mut Self, &mut Stmt)) {
        for stmt in &mut block.stmts {
            let mark = self.prover.mark();
            match &mut stmt.op {
                Op::Assert { cond, .. } => {
                    let cond = *cond;
                    self.prover.assume(&cond, true);
                    continue;
                }
                Op::If { cond, then, otherwise } => {
                    for (block, value) in [(then, true), (otherwise, false)] {
                        self.prover.assume(cond, value);
                        self.visit(block, see);
                        self.prover.back_to(mark);
                    }
                }
                op => {
                    for binder in op.binders() {
                        self.prover.add_binder(binder.var, &binder.extent);
                    }
                    for block in op.blocks_mut() {
                        self.visit(block, see);
                    }
                    self.prover.back_to(mark);
                }
            }
            see(self, stmt);
            self.prover.add_stmt(stmt, self.vars);
        }
    }

    /// Whether no two iterations of an update of `array`, or of a loop that carries it, meet in what one of them writes.
    pub(super) fn is_free(&mut self, op: &Op, array: Var) -> bool {
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
        pairs.all(|(write, other)| {
            (update && other.writes) || {
                let apart = self.never_meet(op.binders(), &own, write, other);
                self.prover.back_to(mark);
                apart
            }
        })
    }

    /// An iteration of a loop that writes what all of them read, at a place that is the same for all, if it is known to be one
    /// of the loop's: there may be others.
    pub(super) fn meeting(&mut self, op: &Op, trip: &Binder, array: Var) -> Option<Size> {
        let found = accesses(op, array, &self.sizes)?;
        let own: BTreeSet<Var> = definitions_in(op);
        let fixed = |size: &Size| size.vars().iter().all(|var| !own.contains(var));
        let of_axis = |(write, read): (&Size, &Size)| {
            let (rest, factor) = write.linear_in(&trip.var)?;
            (factor.as_constant() == Some(1) && fixed(&rest) && fixed(read)).then(|| read.sub(&rest))
        };
        let of_pair =
            |write: &Access, read: &Access| write.indices.iter().zip(&read.indices).find_map(of_axis);
        let writes = || found.iter().filter(|access| access.writes);
        let mut reads = found.iter().filter(|access| !access.writes);
        let at = reads.find_map(|read| writes().find_map(|write| of_pair(write, read)))?;
        let extent = self.sizes.expand(&trip.extent);
        let exact = self.prover.exact(&at) && self.prover.exact(&extent);
        let inside = exact && self.prover.nonnegative(&at) && self.prover.positive(&extent.sub(&at));
        inside.then_some(at)
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

/// Whether a loop runs through all its iterations and carries arrays only.
pub(super) fn is_counted(l: &Loop) -> bool {
    l.trip.is_some() && l.cond.is_none() && !l.breaks && !l.carried.is_empty()
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
