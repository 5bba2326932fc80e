//! Which registers and memory of a loop body differ from lane to lane.

use std::collections::{BTreeMap, BTreeSet};

use base::fault;

use super::allocated;
use crate::ir::{Affine, Block, Buffer, For, Kernel, LoopKind, Op, Operand, Register, Stmt, Storage, Value};

/// What differs from lane to lane.
pub(super) struct Uniformity {
    /// Registers that the body sets to varying values, or where not all lanes run.
    pub(super) varying_registers: BTreeSet<Register>,
    /// Memory that every iteration has of its own.
    pub(super) private_buffers: BTreeSet<Buffer>,
}

struct Analysis<'a> {
    kernel: &'a Kernel,
    values: BTreeSet<Value>,
    registers: BTreeSet<Register>,
    private: BTreeSet<Buffer>,
    obstacle: Option<&'static str>,
    changed: bool,
}

impl Uniformity {
    /// Looks at a loop; an error says why it cannot go into lanes.
    pub(super) fn of(
        kernel: &Kernel,
        l: &For,
        everywhere: &BTreeMap<Buffer, usize>,
    ) -> Result<Self, &'static str> {
        let mut private = allocated(&l.body);
        private.extend(private_stacks(kernel, &l.body, everywhere));
        let mut analysis = Analysis {
            kernel,
            values: BTreeSet::from([l.var]),
            registers: BTreeSet::new(),
            private,
            obstacle: None,
            changed: true,
        };
        while std::mem::take(&mut analysis.changed) {
            analysis.block(&l.body, false);
        }
        match analysis.obstacle {
            Some(obstacle) => Err(obstacle),
            None => Ok(Self { varying_registers: analysis.registers, private_buffers: analysis.private }),
        }
    }
}

/// Stack buffers that nothing outside the block mentions.
fn private_stacks(kernel: &Kernel, block: &Block, everywhere: &BTreeMap<Buffer, usize>) -> BTreeSet<Buffer> {
    let inside = super::mentions(block);
    let stack = |buffer: &Buffer| matches!(kernel.buffers[*buffer].storage, Storage::Stack(_));
    let only_here =
        |(buffer, count): &(Buffer, usize)| stack(buffer) && everywhere.get(buffer) == Some(count);
    inside.into_iter().filter(only_here).map(|(buffer, _)| buffer).collect()
}

impl Analysis<'_> {
    fn poly(&self, poly: &Affine) -> bool {
        poly.vars().iter().any(|value| self.values.contains(value))
    }
    fn operand(&self, operand: &Operand) -> bool {
        matches!(operand, Operand::Value(value) if self.values.contains(value))
    }
    fn set(&mut self, register: Register) {
        self.changed |= self.registers.insert(register);
    }
    fn value(&mut self, value: Value, varies: bool) {
        if varies {
            self.changed |= self.values.insert(value);
        }
    }
    fn decline(&mut self, obstacle: &'static str) {
        self.obstacle = Some(obstacle);
    }

    fn block(&mut self, block: &Block, diverged: bool) {
        block.iter().for_each(|stmt| self.stmt(stmt, diverged));
    }
    fn stmt(&mut self, stmt: &Stmt, diverged: bool) {
        match stmt {
            Stmt::Let { value, op } => {
                if self.kernel.values[*value].ty.lanes > 1 {
                    self.decline("there are vectors inside");
                }
                let varies = self.op(op);
                self.value(*value, varies);
            }
            Stmt::Set { register, value, .. } => {
                if (diverged && !fault!(UniformUnderCondition)) || self.operand(value) {
                    self.set(*register);
                }
            }
            Stmt::For(l) => {
                if matches!(l.kind, LoopKind::Parallel { .. }) || l.kind.lanes().is_some() {
                    self.decline("there are lanes or threads inside");
                }
                let varies = self.poly(&l.lo) || self.poly(&l.hi);
                self.value(l.var, self.poly(&l.lo));
                self.block(&l.body, diverged || varies);
            }
            Stmt::While { test, cond, body } => {
                self.block(test, diverged);
                let diverged = diverged || self.operand(cond);
                // What the test sets is set only in the lanes that still run.
                self.block(test, diverged);
                self.block(body, diverged);
            }
            Stmt::If { cond, then, otherwise } => {
                let diverged = diverged || self.operand(cond);
                self.block(then, diverged);
                self.block(otherwise, diverged);
            }
            Stmt::Swap(a, b) => {
                if diverged || !self.private.contains(a) || !self.private.contains(b) {
                    self.decline("arrays change places under a condition that varies");
                }
            }
            Stmt::Reduce(_) | Stmt::Scan(_) => self.decline("there is a whole reduction inside"),
            Stmt::Store { .. } | Stmt::Check { .. } | Stmt::Alloc { .. } => {}
        }
    }
    fn op(&self, op: &Op) -> bool {
        match op {
            Op::Index(poly) => self.poly(poly),
            Op::Load(access, _) => self.private.contains(&access.buffer) || self.poly(&access.base),
            Op::Get(register) => self.registers.contains(register),
            Op::Unary(_, a) | Op::Convert(_, a) => self.operand(a),
            Op::Binary(_, a, b) | Op::Compare(_, a, b) => self.operand(a) || self.operand(b),
            Op::Fma(a, b, c) | Op::Select(a, b, c) => [a, b, c].into_iter().any(|x| self.operand(x)),
            Op::Call(_, args) => args.iter().any(|x| self.operand(x)),
            _ => true,
        }
    }
}
