//! What an operation reads and writes of one array, under whatever names it has inside.

use std::collections::BTreeSet;

use crate::analysis::{Sizes, for_each_own_use};
use crate::ir::{Binder, Block, Loop, Op, Operand, Size, Stmt, Var};

/// One place in the code that reads or writes elements.
pub(super) struct Access {
    /// One an axis.
    pub(super) indices: Vec<Size>,
    /// Whether it writes.
    pub(super) writes: bool,
    /// The binders around it, inside the operation; outermost first.
    pub(super) binders: Vec<Binder>,
}

/// What an update of `array`, or a loop that carries it, accesses of its memory. None where the array is used in
/// another way than by indices and updates, or where the loop does not end with it.
pub(super) fn accesses(op: &Op, array: Var, sizes: &Sizes) -> Option<Vec<Access>> {
    let mut walk = Walk { sizes, names: BTreeSet::from([array]), binders: Vec::new(), found: Vec::new() };
    match op {
        Op::Update { body, .. } => {
            walk.block(body)?;
            walk.write(body);
        }
        Op::Loop(l) => {
            walk.block(&l.body)?;
            walk.ends_with(l, array)?;
        }
        _ => return None,
    }
    Some(walk.found)
}

struct Walk<'a> {
    sizes: &'a Sizes,
    /// The variables that are the array, at some time.
    names: BTreeSet<Var>,
    binders: Vec<Binder>,
    found: Vec<Access>,
}

impl Walk<'_> {
    fn is_named(&self, operand: &Operand) -> bool {
        operand.var().is_some_and(|var| self.names.contains(&var))
    }
    fn add(&mut self, indices: &[Operand], writes: bool) {
        let indices = indices.iter().map(|index| self.sizes.affine_of(index)).collect();
        self.found.push(Access { indices, writes, binders: self.binders.clone() });
    }
    /// What an update with this body writes.
    fn write(&mut self, body: &Block) {
        if let Some((_, indices)) = body.results.split_last() {
            self.add(indices, true);
        }
    }
    /// The carried array is what the loop ends with, and no other carried array is.
    fn ends_with(&self, l: &Loop, array: Var) -> Option<()> {
        let results = l.carried.iter().zip(&l.body.results[usize::from(l.breaks)..]);
        results.clone().all(|((var, _), result)| (*var == array) == self.is_named(result)).then_some(())
    }

    fn block(&mut self, block: &Block) -> Option<()> {
        block.stmts.iter().try_for_each(|stmt| self.stmt(stmt))
    }
    fn stmt(&mut self, stmt: &Stmt) -> Option<()> {
        let depth = self.binders.len();
        self.binders.extend(stmt.op.binders().iter().cloned());
        match &stmt.op {
            Op::Index { array, indices, .. } if self.names.contains(array) => self.add(indices, false),
            Op::Update { array, body, .. } if self.names.contains(array) => {
                self.block(body)?;
                self.write(body);
                self.names.extend(&stmt.outs);
            }
            Op::If { then, otherwise, .. } => {
                self.block(then)?;
                self.block(otherwise)?;
                for (out, (a, b)) in stmt.outs.iter().zip(then.results.iter().zip(&otherwise.results)) {
                    match (self.is_named(a), self.is_named(b)) {
                        (true, true) => {
                            self.names.insert(*out);
                        }
                        (false, false) => {}
                        // One side makes it anew.
                        _ => return None,
                    }
                }
            }
            Op::Loop(l) => self.inner_loop(l, &stmt.outs)?,
            op => {
                let mut used = false;
                for_each_own_use(op, &mut |var| used |= self.names.contains(&var));
                for block in op.blocks() {
                    self.block(block)?;
                    used |= block.results.iter().any(|result| self.is_named(result));
                }
                if used {
                    return None;
                }
            }
        }
        self.binders.truncate(depth);
        Some(())
    }
    fn inner_loop(&mut self, l: &Loop, outs: &[Var]) -> Option<()> {
        for (var, init) in &l.carried {
            if self.is_named(init) {
                self.names.insert(*var);
            }
        }
        l.cond.iter().chain([&l.body]).try_for_each(|block| self.block(block))?;
        let results = &l.body.results[usize::from(l.breaks)..];
        for (((var, _), result), out) in l.carried.iter().zip(results).zip(outs) {
            match (self.names.contains(var), self.is_named(result)) {
                (true, true) => {
                    self.names.insert(*out);
                }
                (false, false) => {}
                _ => return None,
            }
        }
        Some(())
    }
}
