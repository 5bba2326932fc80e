//! Constants, copies and common operations.

use std::collections::BTreeMap;

use base::{CmpOp, DType, Poly, Scalar, fault, scalar};

use crate::build::poly_of;
use crate::ir::{Affine, Block, Kernel, Op, Operand, Register, Stmt, Storage, Ty, Value};
use crate::map::{self, Mapper};
use crate::visit;

/// Folds a kernel.
pub(super) fn fold(kernel: &mut Kernel) {
    let body = std::mem::take(&mut kernel.body);
    let mut folder = Folder {
        kernel,
        known: BTreeMap::new(),
        table: BTreeMap::new(),
        entered: Vec::new(),
        held: BTreeMap::new(),
        made: BTreeMap::new(),
    };
    let body = folder.block(body);
    kernel.body = body;
}

struct Folder<'a> {
    kernel: &'a mut Kernel,
    /// Values that are something simpler.
    known: BTreeMap<Value, Operand>,
    /// Operations that have been done, in the blocks around.
    table: BTreeMap<(Op, Ty), Value>,
    /// What stands in the table, the latest last.
    entered: Vec<(Op, Ty)>,
    /// What registers hold here.
    held: BTreeMap<Register, Operand>,
    /// How lane numbers and uniform vectors came about.
    made: BTreeMap<Value, Op>,
}

impl Mapper for Folder<'_> {
    fn define(&mut self, value: Value) -> Value {
        value
    }
    fn operand(&mut self, operand: Operand) -> Operand {
        match operand {
            Operand::Value(value) => self.known.get(&value).copied().unwrap_or(operand),
            Operand::Const(_) => operand,
        }
    }
    fn poly(&mut self, poly: &Affine) -> Affine {
        poly.substitute(&mut |value| match self.known.get(value) {
            Some(operand) => poly_of(*operand),
            None => Poly::var(*value),
        })
    }
}

impl Folder<'_> {
    fn block(&mut self, block: Block) -> Block {
        let outer = self.entered.len();
        let mut out = Block::new();
        for stmt in block {
            self.stmt(stmt, &mut out);
        }
        for operation in self.entered.drain(outer..) {
            self.table.remove(&operation);
        }
        out
    }
    /// A block that runs under a condition or several times: what registers hold is unknown at its start, unless it
    /// never sets them, and after it.
    fn inner(&mut self, block: Block, again: bool) -> Block {
        if again && !fault!(HeldIntoLoop) {
            self.forget(&block);
        }
        let held = self.held.clone();
        let folded = self.block(block);
        self.held = held;
        self.forget(&folded);
        folded
    }
    fn forget(&mut self, block: &Block) {
        visit::registers(block, &mut |register, set| {
            if set {
                self.held.remove(&register);
            }
        });
    }

    fn stmt(&mut self, stmt: Stmt, out: &mut Block) {
        match stmt {
            Stmt::Let { value, op } => self.define_value(value, &op, out),
            Stmt::For(mut l) => {
                (l.lo, l.hi) = (self.poly(&l.lo), self.poly(&l.hi));
                if let (Some(lo), Some(hi)) = (l.lo.as_constant(), l.hi.as_constant()) {
                    if hi <= lo {
                        return;
                    }
                    if hi == lo.saturating_add(1) {
                        self.known.insert(l.var, Scalar::i64(lo).into());
                        l.body.into_iter().for_each(|stmt| self.stmt(stmt, out));
                        return;
                    }
                }
                l.body = self.inner(l.body, true);
                out.push(Stmt::For(l));
            }
            Stmt::While { test, cond, body } => {
                self.forget(&test);
                self.forget(&body);
                let test = self.inner(test, true);
                let cond = self.operand(cond);
                let body = self.inner(body, true);
                out.push(Stmt::While { test, cond, body });
            }
            Stmt::If { cond, then, otherwise } => {
                let cond = self.operand(cond);
                if let Operand::Const(scalar) = cond {
                    let taken = if scalar.as_bool() { then } else { otherwise };
                    taken.into_iter().for_each(|stmt| self.stmt(stmt, out));
                    return;
                }
                let before = self.held.clone();
                let then = self.inner(then, false);
                let after = std::mem::replace(&mut self.held, before);
                let otherwise = self.inner(otherwise, false);
                if !fault!(HeldFromElse) {
                    self.held.retain(|register, held| after.get(register) == Some(held));
                }
                out.push(Stmt::If { cond, then, otherwise });
            }
            Stmt::Set { register, value, mask } => out.push(self.set(register, value, mask)),
            stmt => {
                let stmt = map::stmt(self, &stmt);
                let certain =
                    matches!(&stmt, Stmt::Check { ok: Operand::Const(scalar), .. } if scalar.as_bool());
                if !certain {
                    out.push(stmt);
                }
            }
        }
    }
    fn set(&mut self, register: Register, value: Operand, mask: Option<Value>) -> Stmt {
        let (value, mask) = (self.operand(value), mask.map(|mask| self.mask(mask)));
        let constant = matches!(value, Operand::Const(_)) && self.kernel.registers[register].ty.lanes > 1;
        if (mask.is_none() || fault!(HeldUnderMask)) && !constant {
            self.held.insert(register, value);
        } else {
            self.held.remove(&register);
        }
        Stmt::Set { register, value, mask }
    }
    fn mask(&mut self, mask: Value) -> Value {
        match self.operand(mask.into()) {
            Operand::Value(mask) => mask,
            Operand::Const(_) => mask,
        }
    }

    fn define_value(&mut self, value: Value, op: &Op, out: &mut Block) {
        let op = map::op(self, op);
        let op = self.first_lanes(&op).unwrap_or(op);
        let ty = self.kernel.values[value].ty;
        if let Some(known) = self.simpler(&op, ty) {
            self.known.insert(value, known);
            return;
        }
        if self.is_pure(&op) {
            if let Some(earlier) = self.table.get(&(op.clone(), ty)) {
                self.known.insert(value, (*earlier).into());
                return;
            }
            self.table.insert((op.clone(), ty), value);
            self.entered.push((op.clone(), ty));
        }
        match op {
            Op::Get(register) => {
                self.held.insert(register, value.into());
            }
            Op::Iota(..) | Op::Splat(..) => {
                self.made.insert(value, op.clone());
            }
            _ => {}
        }
        out.push(Stmt::Let { value, op });
    }
    /// The mask of lanes whose numbers are below something uniform.
    fn first_lanes(&self, op: &Op) -> Option<Op> {
        let Op::Compare(CmpOp::Lt, Operand::Value(a), b) = op else { return None };
        let Some(Op::Iota(DType::I64, lanes)) = self.made.get(a) else { return None };
        let n = match b {
            Operand::Const(_) => *b,
            Operand::Value(b) => match self.made.get(b)? {
                Op::Splat(n, _) => *n,
                _ => return None,
            },
        };
        Some(Op::FirstLanes(n, *lanes))
    }
    /// A constant or a value that the operation gives.
    fn simpler(&self, op: &Op, ty: Ty) -> Option<Operand> {
        match op {
            Op::Index(poly) => match (poly.as_constant(), poly.as_var()) {
                (Some(n), _) => Some(Scalar::i64(n).into()),
                (_, Some(value)) => Some((*value).into()),
                _ => None,
            },
            Op::Get(register) => self.held.get(register).copied(),
            Op::Select(_, a, b) if a == b && self.kernel.operand_ty(*a).lanes == ty.lanes => Some(*a),
            Op::Select(Operand::Const(c), a, b) => {
                let chosen = if c.as_bool() { *a } else { *b };
                (self.kernel.operand_ty(chosen).lanes == ty.lanes).then_some(chosen)
            }
            _ if ty.lanes == 1 => constant(op),
            _ => None,
        }
    }
    fn is_pure(&self, op: &Op) -> bool {
        match op {
            Op::Get(_) => false,
            Op::Load(..) if fault!(StaleLoad) => true,
            Op::Load(access, _) => {
                matches!(self.kernel.buffers[access.buffer].storage, Storage::Input | Storage::Constant(_))
            }
            _ => true,
        }
    }
}

/// The value of an operation on constants. An fma is left alone: how often it rounds is the target's.
fn constant(op: &Op) -> Option<Operand> {
    let known = |operand: &Operand| match operand {
        Operand::Const(scalar) => Some(*scalar),
        Operand::Value(_) => None,
    };
    Some(Operand::Const(match op {
        Op::Unary(op, a) => scalar::unary(*op, known(a)?),
        Op::Binary(op, a, b) => scalar::binary(*op, known(a)?, known(b)?).ok()?,
        Op::Compare(op, a, b) => Scalar::bool(scalar::compare(*op, known(a)?, known(b)?)),
        Op::Convert(dtype, a) => scalar::convert(known(a)?, *dtype),
        _ => return None,
    }))
}
