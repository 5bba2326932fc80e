//! What sequential loops carry: where it lives, and how arrays change places.
//!
//! An iteration puts each array where the next one reads it, if that memory is not needed any more (see `usage::homes`),
//! else into new memory. Behind the iteration memory is exchanged, never elements: `prev = cur; cur = next;` makes three
//! buffers change places, or two where `next` may be made over `prev`.

use std::collections::BTreeSet;

use array::ir::{Loop, Operand as SourceOperand, Stmt as SourceStmt, Var};
use base::fault;

use super::access::{View, row_major, stack_elements};
use super::block::Scope;
use super::{Binding, Lowerer, usage};
use crate::build::constant;
use crate::ir::{Register, Stmt, Storage};

/// What one loop carries.
pub(super) struct Carried {
    /// One a value.
    pub(super) slots: Vec<Slot>,
    /// Memory that changes places behind an iteration: each takes over what the one before it has, the first what the
    /// last one has.
    rows: Vec<Vec<View>>,
}

/// Where one carried value lives.
pub(super) enum Slot {
    Scalar(Register),
    Array {
        /// What an iteration reads.
        front: View,
        /// Where it puts the new value.
        dest: View,
        /// Whether it may overwrite the old value where it reads that last.
        consumed: bool,
    },
}

impl Carried {
    /// Whether every value is an array that iterations update where it stands.
    pub(super) fn stays_in_place(&self) -> bool {
        self.rows.is_empty() && self.slots.iter().all(|slot| matches!(slot, Slot::Array { .. }))
    }
}

/// Arrays that change places, by their numbers: new memory for the first, then each that the one before goes to; or a ring.
fn rows(homes: &[Option<usize>], is_array: &dyn Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let arrays = (0..homes.len()).filter(|k| is_array(*k));
    let (new, old): (Vec<usize>, Vec<usize>) = arrays.partition(|k| homes[*k].is_none());
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for first in new.into_iter().chain(old) {
        if homes[first] == Some(first) || rows.iter().flatten().any(|k| *k == first) {
            continue;
        }
        let mut row = vec![first];
        let mut last = first;
        while let Some(next) = homes.iter().position(|home| *home == Some(last)).filter(|next| *next != first)
        {
            row.push(next);
            last = next;
        }
        rows.push(row);
    }
    rows
}

impl Lowerer<'_> {
    /// Places what a loop carries and gives it its first values.
    pub(super) fn start_carried(
        &mut self,
        scope: &Scope<'_>,
        at: usize,
        stmt: &SourceStmt,
        l: &Loop,
    ) -> Carried {
        let inits: Vec<Option<View>> = l.carried.iter().map(|(_, init)| self.array_of(init)).collect();
        let moves = |k: usize| inits[k].as_ref().is_some_and(|view| stack_elements(&view.shape).is_none());
        let homes = usage::homes(l, &self.function.vars, &moves);
        let mut slots = Vec::new();
        for (k, init) in inits.iter().enumerate() {
            slots.push(match init {
                Some(first) => {
                    let in_place = homes[k] == Some(k);
                    let front = self.front(scope, (at, stmt.outs[k]), (l, k), first, in_place);
                    Slot::Array { dest: front.clone(), front, consumed: usage::is_consumed(l, k, &homes) }
                }
                None => {
                    let register = self.register_of(l.carried[k].0);
                    let init = self.operand(&l.carried[k].1);
                    self.builder.set(register, init);
                    Slot::Scalar(register)
                }
            });
        }
        let rows = rows(&homes, &|k| inits[k].is_some());
        let rows = rows.iter().map(|row| self.row(l, row, &homes, &mut slots)).collect();
        Carried { slots, rows }
    }

    fn array_of(&self, operand: &SourceOperand) -> Option<View> {
        match self.binding(operand.var()?) {
            Binding::Array(view) => Some(view.clone()),
            Binding::Scalar(..) => None,
        }
    }

    /// Memory with the first value of carried array `k`, which comes out of the loop as `out`.
    fn front(
        &mut self,
        scope: &Scope<'_>,
        (at, out): (usize, Var),
        (l, k): (&Loop, usize),
        first: &View,
        in_place: bool,
    ) -> View {
        let (var, init) = &l.carried[k];
        let info = &self.function.vars[*var];
        let once = l.carried.iter().filter(|(_, other)| other == init).count() == 1;
        let free = |init: Var| !usage::loop_uses(l, init) && scope.consumes(at, init);
        let free = first.owned && once && init.var().is_some_and(free);
        let whole = first.offset == constant(0) && first.strides == row_major(&first.shape);
        let storage = &self.builder.kernel.buffers[first.buffer].storage;
        let arena = matches!(storage, Storage::Arena | Storage::Stack(_));
        if free && (in_place || whole && arena) {
            return first.clone();
        }
        let place = match self.wanted(scope, out).filter(|_| in_place) {
            Some(dest) => dest,
            None => self.temporary(info.ty.dtype, first.shape.clone(), &info.name),
        };
        self.copy(first, &place);
        place
    }

    /// The memory of arrays that change places, new memory first if there is any; decides where iterations put results.
    fn row(&mut self, l: &Loop, row: &[usize], homes: &[Option<usize>], slots: &mut [Slot]) -> Vec<View> {
        let fronts = row.iter().filter_map(|k| match &slots[*k] {
            Slot::Array { front, .. } => Some(front.clone()),
            Slot::Scalar(_) => None,
        });
        let mut views: Vec<View> = fronts.collect();
        let (Some(&first), Some(front)) = (row.first(), views.first().cloned()) else { return views };
        if homes[first].is_none() {
            let info = &self.function.vars[l.carried[first].0];
            let back = self.temporary(info.ty.dtype, front.shape.clone(), &info.name);
            // What goes elsewhere brings back other elements.
            if let Some(update) = usage::invariant_update(l, first).filter(|_| row.len() == 1) {
                self.prefilled.insert(update);
                self.copy(&front, &back);
            }
            views.insert(0, back);
        } else if let Some(last) = views.last().cloned() {
            views.insert(0, last);
        }
        for (k, pair) in row.iter().zip(views.windows(2)) {
            if let Slot::Array { dest, .. } = &mut slots[*k] {
                *dest = pair[0].clone();
            }
            self.share_class(&pair[0], &pair[1]);
        }
        if homes[first].is_some() {
            views.remove(0);
        }
        views
    }

    /// Makes two buffers that exchange their memory, and all that exchange theirs with them, possibly the same.
    fn share_class(&mut self, a: &View, b: &View) {
        let buffers = &mut self.builder.kernel.buffers;
        let (from, to) = (buffers[b.buffer].class, buffers[a.buffer].class);
        if !fault!(ExchangedApart) {
            buffers.iter_mut().filter(|info| info.class == from).for_each(|info| info.class = to);
        }
    }

    /// One iteration inside the open block; gives whether to stop, if the body says.
    pub(super) fn iteration(&mut self, l: &Loop, carried: &Carried, stop: Option<Register>) {
        let consumable = self.bind_carried(l, carried);
        let mut dests: Vec<Option<View>> = vec![None; usize::from(l.breaks)];
        dests.extend(carried.slots.iter().map(|slot| match slot {
            Slot::Array { dest, .. } => Some(dest.clone()),
            Slot::Scalar(_) => None,
        }));
        let mut values = self.block(&l.body, &dests, &consumable).into_iter();
        if let (true, Some(stop), Some(Binding::Scalar(says, _))) =
            (l.breaks, stop, if l.breaks { values.next() } else { None })
        {
            self.builder.set(stop, says);
        }
        for (value, slot) in values.zip(&carried.slots) {
            if let (Binding::Scalar(operand, _), Slot::Scalar(register)) = (value, slot) {
                self.builder.set(*register, operand);
            }
        }
        carried.rows.iter().for_each(|row| self.exchange(row));
    }

    /// Gives each of a row the memory of the one before it, the first that of the last.
    fn exchange(&mut self, row: &[View]) {
        for pair in row.windows(2).rev() {
            // Memory on the stack has no pointer to exchange.
            if stack_elements(&pair[1].shape).is_some() {
                self.copy(&pair[0], &pair[1]);
            } else {
                self.builder.push(Stmt::Swap(pair[1].buffer, pair[0].buffer));
            }
        }
    }

    /// Binds the carried variables for the condition or the body; gives those that the body may overwrite.
    pub(super) fn bind_carried(&mut self, l: &Loop, carried: &Carried) -> BTreeSet<Var> {
        let mut consumable = BTreeSet::new();
        for ((var, _), slot) in l.carried.iter().zip(&carried.slots) {
            match slot {
                Slot::Scalar(register) => {
                    let value = self.builder.get(*register);
                    self.bind_scalar(*var, value.into());
                }
                Slot::Array { front, consumed, .. } => {
                    consumable.extend(consumed.then_some(*var));
                    let view = View { owned: *consumed, ..front.clone() };
                    self.bindings.insert(*var, Binding::Array(view));
                }
            }
        }
        consumable
    }
}
