//! Parts of an array that are read behind an update of it.

use std::collections::BTreeSet;

use super::{Keep, MOST, Read, reads, replace};
use crate::analysis::{definitions_in, for_each_own_use, for_each_use};
use crate::ir::{Op, Operand, Size, Stmt, Var};

/// What becomes of the reads of one statement.
#[derive(Default)]
struct Change {
    /// Reads of what the update does not write.
    moved: Vec<Read>,
    /// Reads of a part that is copied.
    kept: Vec<Read>,
}

impl Keep<'_> {
    /// Makes the statements behind an update (the last of `rest` first) read its result or copies, so that it may overwrite
    /// the old array; emits the copies.
    pub(super) fn keep_parts(&mut self, update: &Stmt, rest: &mut [Stmt], results: &[Operand]) {
        let Op::Update { array, body, .. } = &update.op else { return };
        let (array, out) = (*array, update.outs[0]);
        let written = &body.results[..body.results.len() - 1];
        if results.contains(&array.into()) {
            return;
        }
        let mut late: BTreeSet<Var> = definitions_in(&update.op);
        late.extend(&update.outs);
        for stmt in rest.iter() {
            late.extend(&stmt.outs);
            late.extend(definitions_in(&stmt.op));
        }
        let changes: Option<Vec<Change>> =
            rest.iter().map(|stmt| self.change(stmt, (array, written), &late)).collect();
        let Some(changes) = changes else { return };
        let kept: usize = changes.iter().map(|change| change.kept.len()).sum();
        let moved = changes.iter().any(|change| !change.moved.is_empty());
        if kept > MOST || kept == 0 && !moved || !self.cx.spend() {
            return;
        }
        for (stmt, change) in rest.iter_mut().zip(changes) {
            for read in &change.moved {
                let element =
                    Op::Index { array: out, indices: read.1.clone(), checked: vec![false; read.1.len()] };
                stmt.op.blocks_mut().into_iter().for_each(|block| replace(block, read, &element));
            }
            if !change.kept.is_empty() {
                self.copy(stmt, &change.kept);
            }
        }
    }

    /// What becomes of the reads of `array` in a statement behind an update that writes elements at `written`. None where
    /// the array must stay; `late`: what is not known before the update.
    fn change(
        &mut self,
        stmt: &Stmt,
        (array, written): (Var, &[Operand]),
        late: &BTreeSet<Var>,
    ) -> Option<Change> {
        let mut change = Change::default();
        let mut used = false;
        for_each_use(&stmt.op, &mut |var| used |= var == array);
        if !used {
            return Some(change);
        }
        let mut own = false;
        for_each_own_use(&stmt.op, &mut |var| own |= var == array);
        let plain = matches!(stmt.op, Op::Build { .. } | Op::Update { .. } | Op::Reduce { .. });
        let blocks = stmt.op.blocks();
        if own || !plain || blocks.len() != 1 {
            return None;
        }
        let mut found: Vec<Option<(Vec<Operand>, bool)>> = Vec::new();
        reads(blocks[0], array, &mut |read| {
            found.push(read.map(|(indices, checked)| (indices.to_vec(), checked)))
        });
        let mark = self.prover.mark();
        stmt.op.binders().iter().for_each(|binder| self.prover.add_binder(binder.var, &binder.extent));
        let all = found.into_iter().all(|read| {
            let Some((indices, false)) = read else { return false };
            let apart = written.iter().zip(&indices).any(|(a, b)| self.are_apart(a, b, late));
            let list = if apart { &mut change.moved } else { &mut change.kept };
            let fits = apart || self.is_part(stmt, array, &indices, late);
            let read = (array, indices);
            if !list.contains(&read) {
                list.push(read);
            }
            fits
        });
        self.prover.back_to(mark);
        all.then_some(change)
    }

    /// Whether two indices that are known before the update differ.
    fn are_apart(&self, a: &Operand, b: &Operand, late: &BTreeSet<Var>) -> bool {
        let [a, b]: [Size; 2] = [a, b].map(|index| self.prover.sizes.affine_of(index));
        let known =
            |size: &Size| size.vars().iter().all(|var| !late.contains(var)) && self.prover.exact(size);
        let difference = a.sub(&b);
        known(&a)
            && known(&b)
            && (self.prover.positive(&difference) || self.prover.positive(&difference.scale(-1)))
    }

    /// Whether a read is of a part of fewer axes that is known before the update, and inside whatever the conditions are.
    fn is_part(&self, stmt: &Stmt, array: Var, indices: &[Operand], late: &BTreeSet<Var>) -> bool {
        let shape = &self.b.vars[array].ty.shape;
        let binders = stmt.op.binders();
        let mut fixed = 0;
        let known = indices.iter().zip(shape).all(|(index, extent)| {
            let of = binders.iter().find(|binder| *index == Operand::Var(binder.var));
            let early = match of {
                Some(binder) => binder.extent.vars().iter().all(|var| !late.contains(var)),
                None => index.var().is_none_or(|var| !late.contains(&var)),
            };
            fixed += usize::from(of.is_none());
            early && self.prover.inside(index, extent)
        });
        known && fixed > 0
    }
}
