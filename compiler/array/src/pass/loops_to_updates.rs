//! Turns loops that only update one array into updates, and updates of every element into builds.
//!     y = loop (%y = %x) [i < n] { a = index y[i]; … update y[i] = b }   =>   y = update x [i < n] { a = index x[i]; … }
//!     y = update x [i < n] { … yield i, b }                              =>   y = build [i < n] { … yield b }
//! So code that sets one element after the other fuses like any other, and what it starts from is not copied.
//! Declines: iterations that meet (see `conflicts`); several updates or arrays; ranges that depend on an outer counter;
//! what can fail in front of an update that may be of no element;
//! for builds: inside sequential loops, and where an argument is updated in place.

use base::{Pass, PassCx, Poly};

use super::conflicts::{Conflicts, is_counted};
use crate::analysis::{Renaming, Sizes, compact, definitions_in};
use crate::ir::{Block, Function, Op, Operand, Program, Stmt, Type, VarInfo};
use crate::typing::Vars;

/// Turns loops into updates and builds.
pub const LOOPS_TO_UPDATES: Pass<Program> = Pass { name: "loops-to-updates", run };

fn run(program: &mut Program, cx: &mut PassCx) {
    for function in program.functions.iter_mut() {
        let mut body = std::mem::take(&mut function.body);
        let mut changed = false;
        let mut conflicts = Conflicts::of(function, &body);
        conflicts.visit(&mut body, &mut |conflicts, stmt| {
            if let Some(update) = find_update(conflicts, stmt, &function.vars)
                && cx.spend()
            {
                stmt.op = update;
                changed = true;
            }
        });
        if function.inout.is_empty() {
            let sizes = sizes_of(&body, function);
            let mut builds = Builds { vars: &mut function.vars, sizes, cx, changed: false };
            builds.block(&mut body);
            changed |= builds.changed;
        }
        function.body = body;
        if changed {
            compact(function);
        }
    }
}

fn sizes_of(body: &Block, function: &Function) -> Sizes {
    let mut sizes = Sizes::default();
    sizes.add_block(body, &function.vars);
    sizes
}

/// The update that a loop is.
fn find_update(conflicts: &mut Conflicts<'_>, stmt: &Stmt, vars: &Vars) -> Option<Op> {
    let Op::Loop(l) = &stmt.op else { return None };
    let ([(carried, Operand::Var(init))], Some(trip)) = (&l.carried[..], &l.trip) else { return None };
    let (last, before) = l.body.stmts.split_last()?;
    let Op::Update { array, binders, body, op, checked, distinct, .. } = &last.op else { return None };
    let scalars = before.iter().all(|stmt| stmt.outs.iter().all(|out| vars[*out].ty.shape.is_empty()));
    let ends =
        array == carried && l.body.results.first().and_then(|result| result.var()) == Some(last.outs[0]);
    if !is_counted(l) || !scalars || !ends {
        return None;
    }
    // What stood outside of an inner loop must not be worth keeping there.
    let light = |stmt: &Stmt| matches!(stmt.op, Op::Size(_) | Op::Index { .. });
    // Nor fail where the inner loop has no iteration, since it would not be done there.
    let filled = binders.iter().all(|binder| binder.extent.as_constant().is_some_and(|extent| extent > 0));
    let fails = |stmt: &Stmt| matches!(&stmt.op, Op::Index { checked, .. } if checked.contains(&true));
    let own = definitions_in(&stmt.op);
    let fixed = binders.iter().all(|binder| binder.extent.vars().iter().all(|var| !own.contains(var)));
    let joined = binders.is_empty()
        || (*distinct && fixed && before.iter().all(|stmt| light(stmt) && (filled || !fails(stmt))));
    if !joined || !conflicts.is_free(&stmt.op, *carried) {
        return None;
    }
    let stmts = before.iter().chain(&body.stmts).cloned().collect();
    let mut whole = Block { stmts, results: body.results.clone() };
    let mut renaming = Renaming::new();
    renaming.set(*carried, (*init).into());
    renaming.rewrite_block(&mut whole);
    Some(Op::Update {
        array: *init,
        binders: [trip].into_iter().chain(binders).cloned().collect(),
        body: whole,
        op: *op,
        checked: checked.clone(),
        distinct: true,
        apart: false,
    })
}

struct Builds<'a> {
    vars: &'a mut Vars,
    sizes: Sizes,
    cx: &'a mut PassCx,
    changed: bool,
}

impl Builds<'_> {
    fn block(&mut self, block: &mut Block) {
        for stmt in &mut block.stmts {
            if matches!(stmt.op, Op::Loop(_)) {
                continue;
            }
            stmt.op.blocks_mut().into_iter().for_each(|block| self.block(block));
            if self.is_whole(&stmt.op) && self.cx.spend() {
                self.rewrite(stmt);
                self.changed = true;
            }
        }
    }

    /// Whether the operation writes each element of its array at its own place.
    fn is_whole(&self, op: &Op) -> bool {
        let Op::Update { array, binders, body, op, .. } = op else { return false };
        let shape = &self.vars[*array].ty.shape;
        let every = binders.iter().zip(&body.results).zip(shape).all(|((binder, index), extent)| {
            self.sizes.affine_of(index) == Poly::var(binder.var)
                && self.sizes.expand(&binder.extent) == self.sizes.expand(extent)
        });
        every && binders.len() == shape.len() && !op.is_some_and(base::BinOp::fallible)
    }

    fn rewrite(&mut self, stmt: &mut Stmt) {
        let Op::Update { array, binders, body, op, .. } = &mut stmt.op else { return };
        let mut body = std::mem::take(body);
        let Some(mut value) = body.results.pop() else { base::bug!("an update without a value") };
        if let Some(op) = *op {
            let ty = Type::scalar(self.vars[*array].ty.dtype);
            let checked = vec![false; binders.len()];
            let element = Op::Index { array: *array, indices: std::mem::take(&mut body.results), checked };
            let mut define = |op, name: &str| {
                let out = self.vars.push(VarInfo { ty: ty.clone(), name: name.to_owned() });
                body.stmts.push(Stmt { outs: vec![out], op, span: stmt.span });
                Operand::Var(out)
            };
            let element = define(element, "element");
            value = define(Op::Binary(op, element, value), "combined");
        }
        body.results = vec![value];
        stmt.op = Op::Build { binders: std::mem::take(binders), body };
    }
}
