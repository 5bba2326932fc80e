//! Choices and sequential loops.

use std::collections::BTreeSet;

use array::ir::{Block, Loop, Op as Source, Operand as SourceOperand, Stmt as SourceStmt, Var};
use base::{BinOp, CmpOp, Poly, Scalar, fault};

use super::block::Scope;
use super::carried::{Carried, Slot};
use super::{Binding, Lowerer, usage};
use crate::build::constant;
use crate::ir::{Affine, LoopKind, Operand, Register, Stmt};

/// Operations of a block that is computed on both sides rather than branched around.
const CHEAP: usize = 4;

impl Lowerer<'_> {
    pub(super) fn choice(&mut self, scope: &Scope<'_>, at: usize, stmt: &SourceStmt) {
        let Source::If { cond, then, otherwise } = &stmt.op else { return };
        let cond = self.operand(cond);
        let scalars = stmt.outs.iter().all(|out| self.function.vars[*out].ty.shape.is_empty());
        if let (Operand::Const(holds), true) = (cond, scalars) {
            let values = self.block(if holds.bits != 0 { then } else { otherwise }, &[], &BTreeSet::new());
            for (out, value) in stmt.outs.iter().zip(values) {
                self.bindings.insert(*out, value);
            }
            return;
        }
        if self.select_instead(stmt, cond, then, otherwise) {
            return;
        }
        let (mut dests, mut registers) = (Vec::new(), Vec::new());
        let mut consumable = BTreeSet::new();
        for (k, out) in stmt.outs.iter().enumerate() {
            if self.function.vars[*out].ty.shape.is_empty() {
                dests.push(None);
                registers.push(Some(self.register_of(*out)));
                continue;
            }
            registers.push(None);
            let root = usage::if_root(&stmt.op, k).filter(|var| scope.consumes(at, *var));
            let view = root.map(|var| self.view(var)).filter(|view| view.owned);
            if let (Some(view), Some(var)) = (view, root) {
                consumable.insert(var);
                dests.push(Some(view));
            } else {
                dests.push(Some(self.destination(scope, *out)));
            }
        }
        let branch = |lowerer: &mut Self, block: &Block| {
            lowerer.builder.open();
            let values = lowerer.block(block, &dests, &consumable);
            for (value, register) in values.into_iter().zip(&registers) {
                if let (Binding::Scalar(operand, _), Some(register)) = (value, register) {
                    lowerer.builder.set(*register, operand);
                }
            }
            lowerer.builder.close()
        };
        let then = branch(self, then);
        let otherwise = branch(self, otherwise);
        self.builder.push(Stmt::If { cond, then, otherwise });
        for ((out, register), dest) in stmt.outs.iter().zip(registers).zip(dests) {
            if let Some(register) = register {
                let value = self.builder.get(register);
                self.bind_scalar(*out, value.into());
            } else if let Some(dest) = dest {
                self.bindings.insert(*out, Binding::Array(dest));
            }
        }
    }

    /// Whether an element may be read in any case: its indices are inside whatever the conditions say.
    fn is_always_inside(&self, array: Var, indices: &[SourceOperand]) -> bool {
        let Some(Binding::Array(view)) = self.bindings.get(&array) else { return false };
        indices.iter().zip(&view.shape).all(|(index, extent)| {
            let bound = index.var().is_none_or(|var| self.bindings.contains_key(&var));
            bound && self.is_inside(&self.index(index), extent)
        })
    }

    /// Whether a block is short and cannot fail, whatever the conditions around it say.
    fn is_cheap(&self, block: &Block) -> bool {
        let own =
            |index: &SourceOperand| index.var().is_some_and(|var| usage::definition(block, var).is_some());
        block.stmts.len() <= CHEAP
            && block.stmts.iter().all(|stmt| match &stmt.op {
                Source::Binary(op, ..) => !op.fallible(),
                Source::Index { array, indices, .. } => {
                    !indices.iter().any(own)
                        && (self.is_always_inside(*array, indices) || fault!(ElementSpeculated))
                }
                Source::If { then, otherwise, .. } => {
                    let scalar = |out: &Var| self.function.vars[*out].ty.shape.is_empty();
                    stmt.outs.iter().all(scalar) && self.is_cheap(then) && self.is_cheap(otherwise)
                }
                Source::Size(_)
                | Source::Unary(..)
                | Source::Compare(..)
                | Source::Fma(..)
                | Source::Convert(..)
                | Source::Select(..) => true,
                _ => false,
            })
    }

    /// Two short blocks without failures are computed both.
    fn select_instead(&mut self, stmt: &SourceStmt, cond: Operand, then: &Block, otherwise: &Block) -> bool {
        let scalar = stmt.outs.iter().all(|out| self.function.vars[*out].ty.shape.is_empty());
        if !scalar || !self.is_cheap(then) || !self.is_cheap(otherwise) {
            return false;
        }
        let a = self.block(then, &[], &BTreeSet::new());
        let b = self.block(otherwise, &[], &BTreeSet::new());
        for (out, (a, b)) in stmt.outs.iter().zip(a.into_iter().zip(b)) {
            if let (Binding::Scalar(a, _), Binding::Scalar(b, _)) = (a, b) {
                let name = self.function.vars[*out].name.clone();
                let value = if a == b { a } else { self.builder.select(cond, a, b, &name) };
                self.bind_scalar(*out, value);
            }
        }
        true
    }

    pub(super) fn carried_loop(&mut self, scope: &Scope<'_>, at: usize, stmt: &SourceStmt, l: &Loop) {
        let carried = self.start_carried(scope, at, stmt, l);
        match (&l.trip, &l.cond, l.breaks) {
            (Some(trip), None, false) => {
                let extent = self.size(&trip.extent);
                let extent = self.builder.settle(&extent, "trips");
                let var = self.loop_var(&self.function.vars[trip.var].name, extent.clone());
                self.builder.open();
                self.bind_index(trip.var, Poly::var(var));
                self.iteration(l, &carried, None);
                let independent = l.independent && carried.stays_in_place();
                let kind = if independent { LoopKind::Independent } else { LoopKind::Serial };
                self.close_loop(var, (constant(0), extent), kind);
            }
            _ => self.while_loop(l, &carried),
        }
        for (out, slot) in stmt.outs.iter().zip(carried.slots) {
            match slot {
                Slot::Scalar(register) => {
                    let value = self.builder.get(register);
                    self.bind_scalar(*out, value.into());
                }
                Slot::Array { front, .. } => {
                    let view = match self.wanted(scope, *out) {
                        Some(dest) => {
                            self.copy(&front, &dest);
                            dest
                        }
                        None => front,
                    };
                    self.bindings.insert(*out, Binding::Array(view));
                }
            }
        }
    }

    fn while_loop(&mut self, l: &Loop, carried: &Carried) {
        let counter = l.trip.as_ref().map(|trip| {
            let register = self.register_of(trip.var);
            self.builder.set(register, Scalar::i64(0));
            let extent = self.size(&trip.extent);
            (trip.var, register, self.builder.settle(&extent, "trips"))
        });
        let stop = l.breaks.then(|| {
            let register = self.builder.register(base::DType::Bool, "stop");
            self.builder.set(register, Scalar::bool(false));
            register
        });
        self.builder.open();
        let cond = self.goes_on(l, carried, counter.as_ref(), stop);
        let test = self.builder.close();
        self.builder.open();
        if let Some((var, register, extent)) = &counter {
            let value = self.builder.get(*register);
            self.ranges.insert(value, super::Range::of(extent.clone()));
            self.bind_index(*var, Poly::var(value));
        }
        self.iteration(l, carried, stop);
        if let Some((var, register, _)) = &counter {
            let next = self.index(&(*var).into()).add(&constant(1));
            let next = self.builder.index(&next, "next");
            self.builder.set(*register, next);
        }
        let body = self.builder.close();
        self.builder.push(Stmt::While { test, cond, body });
    }

    /// The loop's condition: iterations are left, the body has not stopped, and then the condition of the source,
    /// which is not looked at otherwise since it may fail.
    fn goes_on(
        &mut self,
        l: &Loop,
        carried: &Carried,
        counter: Option<&(Var, Register, Affine)>,
        stop: Option<Register>,
    ) -> Operand {
        let mut conditions = Vec::new();
        if let Some((_, register, extent)) = counter {
            let (count, extent) = (self.builder.get(*register), self.builder.index(extent, "trips"));
            conditions.push(self.builder.compare(CmpOp::Lt, count.into(), extent, "left"));
        }
        if let Some(stop) = stop {
            let stop = self.builder.get(stop);
            conditions.push(self.builder.compare(CmpOp::Eq, stop.into(), Scalar::bool(false).into(), "on"));
        }
        let first = conditions.into_iter().reduce(|a, b| self.builder.binary(BinOp::And, a, b, "on"));
        let (Some(block), first) = (&l.cond, first) else {
            return first.unwrap_or(Scalar::bool(true).into());
        };
        let of_source = |lowerer: &mut Self| {
            lowerer.bind_carried(l, carried);
            let values = lowerer.block(block, &[], &BTreeSet::new());
            match values.first() {
                Some(Binding::Scalar(operand, _)) => *operand,
                _ => base::bug!("a condition that is no scalar"),
            }
        };
        let Some(first) = first else { return of_source(self) };
        let holds = self.builder.register(base::DType::Bool, "holds");
        self.builder.set(holds, first);
        self.builder.open();
        let second = of_source(self);
        self.builder.set(holds, second);
        let then = self.builder.close();
        let first = if fault!(ConditionAfterEnd) { Scalar::bool(true).into() } else { first };
        self.builder.push(Stmt::If { cond: first, then, otherwise: Vec::new() });
        self.builder.get(holds).into()
    }
}
