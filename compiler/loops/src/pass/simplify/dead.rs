//! Values, registers and memory that nobody reads.

use std::collections::{BTreeMap, BTreeSet};

use base::fault;

use crate::ir::{Affine, Block, Buffer, Kernel, Operand, Register, Stmt, Storage, Value};
use crate::map::{self, Mapper};
use crate::visit;

/// Removes them until nothing changes.
pub(super) fn remove(kernel: &mut Kernel) {
    loop {
        let live = Live::of(kernel);
        let mut removed = false;
        kernel.body = sweep(std::mem::take(&mut kernel.body), &live, &mut removed);
        if !removed {
            return;
        }
    }
}

/// What something depends on.
#[derive(Default)]
struct Needs {
    values: Vec<Value>,
    registers: Vec<Register>,
    buffers: Vec<Buffer>,
}

impl Mapper for Needs {
    fn define(&mut self, value: Value) -> Value {
        value
    }
    fn operand(&mut self, operand: Operand) -> Operand {
        if let Operand::Value(value) = operand {
            self.values.push(value);
        }
        operand
    }
    fn poly(&mut self, poly: &Affine) -> Affine {
        self.values.extend(poly.vars());
        poly.clone()
    }
    fn register(&mut self, register: Register) -> Register {
        self.registers.push(register);
        register
    }
    fn buffer(&mut self, buffer: Buffer) -> Buffer {
        self.buffers.push(buffer);
        buffer
    }
}

#[derive(Default)]
struct Live {
    values: BTreeSet<Value>,
    registers: BTreeSet<Register>,
    buffers: BTreeSet<Buffer>,
}

/// What each value, register and buffer depends on, and what is needed in any case.
#[derive(Default)]
struct Graph {
    values: BTreeMap<Value, Needs>,
    registers: BTreeMap<Register, Vec<Needs>>,
    buffers: BTreeMap<Buffer, Vec<Needs>>,
    roots: Needs,
}

impl Live {
    fn of(kernel: &Kernel) -> Self {
        let mut graph = Graph::default();
        visit::stmts(&kernel.body, &mut |stmt| graph.add(kernel, stmt));
        let mut live = Live::default();
        let mut queue = vec![&graph.roots];
        while let Some(needs) = queue.pop() {
            for value in needs.values.iter().filter(|value| live.values.insert(**value)) {
                queue.extend(graph.values.get(value));
            }
            for register in needs.registers.iter().filter(|register| live.registers.insert(**register)) {
                queue.extend(graph.registers.get(register).into_iter().flatten());
            }
            for buffer in needs.buffers.iter().filter(|buffer| live.buffers.insert(**buffer)) {
                queue.extend(graph.buffers.get(buffer).into_iter().flatten());
            }
        }
        live
    }
}

impl Graph {
    fn add(&mut self, kernel: &Kernel, stmt: &Stmt) {
        let mut needs = Needs::default();
        match stmt {
            Stmt::Let { value, op } => {
                map::op(&mut needs, op);
                self.values.insert(*value, needs);
            }
            Stmt::Set { register, .. } => {
                map::stmt(&mut needs, stmt);
                needs.registers.clear();
                self.registers.entry(*register).or_default().push(needs);
            }
            Stmt::Store { access, .. }
                if matches!(kernel.buffers[access.buffer].storage, Storage::Stack(_)) =>
            {
                map::stmt(&mut needs, stmt);
                needs.buffers.clear();
                self.buffers.entry(access.buffer).or_default().push(needs);
            }
            // What the blocks inside need, they need by themselves.
            Stmt::For(l) => {
                self.roots.poly(&l.lo);
                self.roots.poly(&l.hi);
            }
            Stmt::While { cond, .. } | Stmt::If { cond, .. } => {
                self.roots.operand(*cond);
            }
            stmt => {
                map::stmt(&mut self.roots, stmt);
            }
        }
    }
}

fn sweep(block: Block, live: &Live, removed: &mut bool) -> Block {
    let mut out = Block::new();
    for mut stmt in block {
        for inner in visit::blocks_mut(&mut stmt) {
            *inner = sweep(std::mem::take(inner), live, removed);
        }
        let dead = match &stmt {
            Stmt::Let { value, .. } => !live.values.contains(value),
            Stmt::Set { register, .. } => !live.registers.contains(register),
            Stmt::Store { mask: Some(_), .. } if fault!(MaskedStoreDead) => true,
            Stmt::Store { access, .. } => is_dead_buffer(live, access.buffer),
            Stmt::For(l) => l.body.is_empty(),
            Stmt::If { then, otherwise, .. } => then.is_empty() && otherwise.is_empty(),
            _ => false,
        };
        if dead {
            *removed = true;
        } else {
            out.push(stmt);
        }
    }
    out
}

/// Buffers that are not on the stack are live by their stores.
fn is_dead_buffer(live: &Live, buffer: Buffer) -> bool {
    !live.buffers.contains(&buffer)
}
