//! What a block of loop IR mentions: the ground for captures of parallel bodies.

use std::collections::BTreeSet;

use base::Poly;
use loops::ir::{Access, Block, Buffer, Lanes, LoopKind, Op, Operand, Register, Stmt, Value};

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
    /// Buffers exchanged.
    pub(crate) swapped: BTreeSet<Buffer>,
}

impl Uses {
    /// Of a block; `outside` leaves the bodies of parallel loops out.
    pub(crate) fn of(block: &Block, outside: bool) -> Self {
        let mut uses = Self::default();
        uses.block(block, outside);
        uses
    }

    fn block(&mut self, block: &Block, outside: bool) {
        for stmt in block {
            self.stmt(stmt, outside);
        }
    }

    fn stmt(&mut self, stmt: &Stmt, outside: bool) {
        match stmt {
            Stmt::Let { value, op } => {
                self.defined.insert(*value);
                self.op(op);
            }
            Stmt::Set { register, value, mask } => {
                self.set.insert(*register);
                self.operand(value);
                self.values.extend(mask);
                if mask.is_some() {
                    self.get.insert(*register);
                }
            }
            Stmt::Store { access, value, mask } => {
                self.access(access);
                self.operand(value);
                self.values.extend(mask);
            }
            Stmt::For(each) => {
                self.poly(&each.lo);
                self.poly(&each.hi);
                if !(outside && matches!(each.kind, LoopKind::Parallel { .. })) {
                    self.defined.insert(each.var);
                    self.block(&each.body, outside);
                }
            }
            Stmt::While { test, cond, body } => {
                self.block(test, outside);
                self.operand(cond);
                self.block(body, outside);
            }
            Stmt::If { cond, then, otherwise } => {
                self.operand(cond);
                self.block(then, outside);
                self.block(otherwise, outside);
            }
            Stmt::Check { ok, mask, args, .. } => {
                self.operand(ok);
                self.values.extend(mask);
                args.iter().for_each(|arg| self.operand(arg));
            }
            Stmt::Alloc { buffer, extent } => {
                self.allocated.insert(*buffer);
                self.buffers.insert(*buffer);
                self.poly(extent);
            }
            Stmt::Swap(a, b) => {
                self.swapped.extend([*a, *b]);
                self.buffers.extend([*a, *b]);
            }
            Stmt::Reduce(_) | Stmt::Scan(_) => {
                base::bug!("code generation takes programs without reductions and scans")
            }
        }
    }

    fn op(&mut self, op: &Op) {
        match op {
            Op::Index(poly) => self.poly(poly),
            Op::Load(access, mask) => {
                self.access(access);
                self.values.extend(mask);
            }
            Op::Get(register) => {
                self.get.insert(*register);
            }
            Op::Iota(..) => {}
            Op::Unary(_, a)
            | Op::Convert(_, a)
            | Op::Splat(a, _)
            | Op::Extract(a, _)
            | Op::FoldLanes(_, a)
            | Op::Any(a)
            | Op::All(a)
            | Op::FirstLanes(a, _) => self.operand(a),
            Op::FirstActive(a, mask) => {
                self.operand(a);
                self.values.insert(*mask);
            }
            Op::Binary(_, a, b) | Op::Compare(_, a, b) | Op::Shuffle(a, b, _) => {
                self.operand(a);
                self.operand(b);
            }
            Op::Fma(a, b, c) | Op::Select(a, b, c) => {
                [a, b, c].into_iter().for_each(|operand| self.operand(operand));
            }
        }
    }

    fn access(&mut self, access: &Access) {
        self.buffers.insert(access.buffer);
        self.poly(&access.base);
        match &access.lanes {
            Lanes::Strided(step) => self.operand(step),
            Lanes::Gather(offsets) => {
                self.values.insert(*offsets);
            }
            Lanes::Scalar | Lanes::Contiguous => {}
        }
    }

    fn poly(&mut self, poly: &Poly<Value>) {
        self.values.extend(poly.vars());
    }

    fn operand(&mut self, operand: &Operand) {
        if let Operand::Value(value) = operand {
            self.values.insert(*value);
        }
    }
}
