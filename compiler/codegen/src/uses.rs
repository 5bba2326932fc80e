//! What a block of loop IR mentions: the ground for captures of parallel bodies and of parts.

use std::collections::BTreeSet;

use loops::ir::{Affine, Block, Buffer, LoopKind, Op, Operand, Register, Stmt, Value};
use loops::map::{self, Mapper};
use loops::visit;

/// Everything that a block mentions.
#[derive(Default)]
pub(crate) struct Uses {
    /// Values read.
    pub(crate) values: BTreeSet<Value>,
    /// Values defined.
    pub(crate) defined: BTreeSet<Value>,
    /// Registers read.
    pub(crate) get: BTreeSet<Register>,
    /// Registers written.
    pub(crate) set: BTreeSet<Register>,
    /// Buffers mentioned.
    pub(crate) buffers: BTreeSet<Buffer>,
    /// Buffers allocated.
    pub(crate) allocated: BTreeSet<Buffer>,
}

impl Uses {
    /// Of a block with all inside.
    pub(crate) fn of(block: &[Stmt]) -> Self {
        let mut uses = Self::default();
        // What the mapper gives back is the block as it was.
        map::block(&mut uses, block);
        visit::registers(block, &mut |register, is_set| {
            let seen = if is_set { &mut uses.set } else { &mut uses.get };
            seen.insert(register);
        });
        uses
    }
}

impl Mapper for Uses {
    fn define(&mut self, value: Value) -> Value {
        self.defined.insert(value);
        value
    }
    fn operand(&mut self, operand: Operand) -> Operand {
        if let Operand::Value(value) = operand {
            self.values.insert(value);
        }
        operand
    }
    fn poly(&mut self, poly: &Affine) -> Affine {
        self.values.extend(poly.vars());
        poly.clone()
    }
    fn buffer(&mut self, buffer: Buffer) -> Buffer {
        self.buffers.insert(buffer);
        buffer
    }
    fn allocate(&mut self, buffer: Buffer) -> Buffer {
        self.allocated.insert(buffer);
        self.buffer(buffer)
    }
}

/// Buffers that some statement exchanges.
pub(crate) fn swapped(block: &Block) -> BTreeSet<Buffer> {
    let mut found = BTreeSet::new();
    visit::stmts(block, &mut |stmt| {
        if let Stmt::Swap(a, b) = stmt {
            found.extend([*a, *b]);
        }
    });
    found
}

/// Buffers whose elements one part of a block leaves for another: what statements outside parallel loops mention, and what
/// a parallel loop only reads or only writes. Others are a parallel body's own scratch memory.
pub(crate) fn shared(block: &[Stmt]) -> BTreeSet<Buffer> {
    let mut found = BTreeSet::new();
    for stmt in block {
        match stmt {
            Stmt::Let { op: Op::Load(access, _), .. } | Stmt::Store { access, .. } => {
                found.insert(access.buffer);
            }
            Stmt::Swap(a, b) => found.extend([*a, *b]),
            Stmt::For(each) if matches!(each.kind, LoopKind::Parallel { .. }) => {
                let (read, written) = accesses(&each.body);
                found.extend(read.symmetric_difference(&written));
            }
            _ => visit::blocks(stmt).into_iter().for_each(|inner| found.extend(shared(inner))),
        }
    }
    found
}

/// Buffers that a block loads from, and those that it stores to.
fn accesses(block: &Block) -> (BTreeSet<Buffer>, BTreeSet<Buffer>) {
    let (mut read, mut written) = (BTreeSet::new(), BTreeSet::new());
    visit::stmts(block, &mut |stmt| match stmt {
        Stmt::Let { op: Op::Load(access, _), .. } => {
            read.insert(access.buffer);
        }
        Stmt::Store { access, .. } => {
            written.insert(access.buffer);
        }
        _ => {}
    });
    (read, written)
}
