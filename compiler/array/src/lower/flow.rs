//! Branches and sequential loops: what a block assigns becomes its results.

use std::collections::BTreeMap;

use base::{DType, fault};
use check::typed::{self, Block, Expr, LocalId, assigned_locals};

use super::context::{Exits, Lower, Value, bool_operand};
use crate::ir::{Binder, Loop, Op, Operand, Type, Var};

/// A branch that has been translated: its statements are still open for results.
struct Branch {
    stmts: Vec<crate::ir::Stmt>,
    values: Vec<Operand>,
    changed: BTreeMap<LocalId, Operand>,
    exits: Exits,
}

impl<'a> Lower<'a> {
    fn branch(&mut self, types: &[Type], fill: impl FnOnce(&mut Self) -> Vec<Operand>) -> Branch {
        let mark = self.mark();
        let outer = std::mem::take(&mut self.exits);
        self.begin();
        let mut values = fill(self);
        for (value, ty) in values.iter_mut().zip(types) {
            *value = self.retype(*value, ty);
        }
        let stmts = self.end(Vec::new()).stmts;
        let changed = self.undo(mark);
        let exits = std::mem::replace(&mut self.exits, outer);
        Branch { stmts, values, changed, exits }
    }

    /// One of two blocks that give values of `types`; what either assigns, and how it has left, comes out too.
    pub(super) fn conditional(
        &mut self,
        cond: Operand,
        types: &[Type],
        then: impl FnOnce(&mut Self) -> Vec<Operand>,
        otherwise: impl FnOnce(&mut Self) -> Vec<Operand>,
    ) -> Vec<Operand> {
        let then = self.branch(types, then);
        let otherwise = self.branch(types, otherwise);
        let mut changed: Vec<LocalId> =
            then.changed.keys().chain(otherwise.changed.keys()).copied().collect();
        changed.sort_unstable();
        changed.dedup();
        let before: BTreeMap<LocalId, Operand> =
            changed.iter().map(|&local| (local, self.local(local))).collect();
        let ways = then.exits.all().into_iter().zip(otherwise.exits.all());
        // A constant way out is not a matter of the condition.
        let decided = |(a, b): (Operand, Operand)| a == b && matches!(a, Operand::Const(_));
        let ways: Vec<Option<Operand>> = ways.map(|way| decided(way).then_some(way.0)).collect();
        let close = |branch: Branch| {
            let mut results = branch.values;
            results.extend(changed.iter().map(|local| *branch.changed.get(local).unwrap_or(&before[local])));
            let exits = branch.exits.all().into_iter().zip(&ways);
            results.extend(exits.filter(|(_, decided)| decided.is_none()).map(|(exit, _)| exit));
            crate::ir::Block { stmts: branch.stmts, results }
        };
        let (then, otherwise) = (close(then), close(otherwise));
        let mut all = types.to_vec();
        all.extend(changed.iter().map(|local| self.b.operand_type(&before[local])));
        all.extend(ways.iter().filter(|decided| decided.is_none()).map(|_| Type::scalar(DType::Bool)));
        let outs = self.b.emit_typed(Op::If { cond, then, otherwise }, all, "if");
        let mut outs: Vec<Operand> = outs.into_iter().map(Operand::Var).collect();
        let mut rest = outs.split_off(types.len()).into_iter();
        for (&local, value) in changed.iter().zip(rest.by_ref()) {
            self.assign(local, value);
        }
        for (exit, decided) in self.exits.all_mut().into_iter().zip(ways) {
            *exit = decided.or_else(|| rest.next()).unwrap_or(*exit);
        }
        outs
    }

    /// Gives a `var` a new value.
    pub(super) fn assign(&mut self, local: LocalId, value: Operand) {
        if let Operand::Var(var) = value
            && self.b.vars[var].name == "if"
        {
            self.b.vars[var].name = self.local_name(local).to_string();
        }
        self.set(local, Value::Operand(value));
    }

    /// `loop i in …` with its counter.
    pub(super) fn counted(&mut self, binder: &'a typed::Binder, body: &'a Block) {
        let trip = self.binder(binder);
        let carried = self.carried(body);
        self.sequential(Some(trip), None, &carried, body);
    }

    /// `while cond { … }`.
    pub(super) fn repeated(&mut self, cond: &'a Expr, body: &'a Block) {
        let carried = self.carried(body);
        self.sequential(None, Some(cond), &carried, body);
    }

    /// The locals from outside that a loop's body assigns.
    fn carried(&self, body: &Block) -> Vec<LocalId> {
        assigned_locals(body).into_iter().filter(|&local| self.is_defined(local)).collect()
    }

    /// The values of `locals`, of these types.
    fn locals_as(&mut self, locals: &[LocalId], types: &[Type]) -> Vec<Operand> {
        let values: Vec<Operand> = locals.iter().map(|&local| self.local(local)).collect();
        values.into_iter().zip(types).map(|(value, ty)| self.retype(value, ty)).collect()
    }

    fn sequential(
        &mut self,
        trip: Option<Binder>,
        cond: Option<&'a Expr>,
        locals: &[LocalId],
        body: &'a Block,
    ) {
        let mut types: Vec<Type> =
            locals.iter().map(|&local| self.ty(&self.source.locals[local].ty)).collect();
        let init = self.locals_as(locals, &types);
        let carried: Vec<Var> = locals
            .iter()
            .zip(&types)
            .map(|(&local, ty)| self.b.fresh(ty.clone(), self.local_name(local)))
            .collect();
        let mark = self.mark();
        let outer = std::mem::take(&mut self.exits);
        for (&local, &var) in locals.iter().zip(&carried) {
            self.set(local, Value::Operand(var.into()));
        }
        let cond = cond.map(|cond| {
            self.begin();
            let value = self.value(cond);
            self.end(vec![value])
        });
        self.begin();
        self.lower_block(body);
        let mut results = self.locals_as(locals, &types);
        let exits = std::mem::replace(&mut self.exits, outer);
        let stops =
            if fault!(ReturnGoesOn) { exits.broken } else { self.any(&[exits.broken, exits.returned]) };
        let breaks = stops != bool_operand(false);
        if breaks {
            results.insert(0, stops);
        }
        let mut carried: Vec<(Var, Operand)> = carried.into_iter().zip(init).collect();
        let returns = exits.returned != bool_operand(false);
        if returns {
            // The loop stops where it is true, so it is false at the start of every round.
            let returned = self.b.fresh_scalar(DType::Bool, "returned");
            carried.push((returned, bool_operand(false)));
            types.push(Type::scalar(DType::Bool));
            results.push(exits.returned);
        }
        let body = self.end(results);
        self.undo(mark);
        let op = Op::Loop(Box::new(Loop { carried, trip, cond, body, breaks, independent: false }));
        let mut outs = self.b.emit_typed(op, types, "loop");
        if returns && let Some(returned) = outs.pop() {
            self.exits.returned = returned.into();
        }
        for (&local, out) in locals.iter().zip(outs) {
            self.b.vars[out].name = self.local_name(local).to_string();
            self.set(local, Value::Operand(out.into()));
        }
    }
}
