//! Copies of blocks with new values, for code that is needed in several places.

use std::collections::BTreeMap;

use base::Poly;

use crate::build::poly_of;
use crate::ir::{
    Access, Affine, Block, Buffer, BufferInfo, For, Kernel, Lanes, Op, Operand, Reduce, Reducer, Register,
    Scan, Stmt, Storage, Value,
};
use crate::visit;

/// What stands for what in a copy.
#[derive(Default)]
pub struct Cloner {
    values: BTreeMap<Value, (Operand, Option<Affine>)>,
    registers: BTreeMap<Register, Register>,
    buffers: BTreeMap<Buffer, Buffer>,
}

impl Cloner {
    /// Every mention of `value` becomes `operand`, in polynomials `poly`.
    pub fn replace(&mut self, value: Value, operand: Operand, poly: Affine) {
        self.values.insert(value, (operand, Some(poly)));
    }
    /// Every mention of `value` becomes `operand`.
    pub fn replace_scalar(&mut self, value: Value, operand: Operand) {
        self.values.insert(value, (operand, None));
    }
    /// Registers set and stack buffers written in `block` are its own: the copy gets others.
    pub fn own_locals(&mut self, kernel: &mut Kernel, block: &Block) {
        visit::registers(block, &mut |register, set| {
            if set && !self.registers.contains_key(&register) {
                let info = kernel.registers[register].clone();
                self.registers.insert(register, kernel.registers.push(info));
            }
        });
        visit::stmts(block, &mut |stmt| match stmt {
            Stmt::Store { access, .. } => self.own_stack(kernel, access.buffer),
            Stmt::Scan(scan) => scan.outputs.iter().for_each(|access| self.own_stack(kernel, access.buffer)),
            _ => {}
        });
    }
    fn own_stack(&mut self, kernel: &mut Kernel, buffer: Buffer) {
        let info = &kernel.buffers[buffer];
        if matches!(info.storage, Storage::Stack(_)) && !self.buffers.contains_key(&buffer) {
            self.own_buffer(kernel, buffer, &info.clone());
        }
    }
    fn own_buffer(&mut self, kernel: &mut Kernel, buffer: Buffer, info: &BufferInfo) {
        let own = kernel.buffers.push(info.clone());
        // Buffers that are swapped share a class, and so do their copies.
        let partner = self.buffers.iter().find(|(old, _)| kernel.buffers[**old].class == info.class);
        kernel.buffers[own].class = match partner {
            Some((_, partner)) => kernel.buffers[*partner].class,
            None => own.0,
        };
        self.buffers.insert(buffer, own);
    }

    /// The copy of a block.
    pub fn block(&mut self, kernel: &mut Kernel, block: &Block) -> Block {
        block.iter().map(|stmt| self.stmt(kernel, stmt)).collect()
    }
    /// What an operand is in the copy.
    #[must_use]
    pub fn operand(&self, operand: Operand) -> Operand {
        match operand {
            Operand::Value(value) => self.values.get(&value).map_or(operand, |(operand, _)| *operand),
            Operand::Const(_) => operand,
        }
    }
    fn operands(&self, operands: &[Operand]) -> Vec<Operand> {
        operands.iter().map(|operand| self.operand(*operand)).collect()
    }
    fn value(&self, value: Value) -> Value {
        match self.operand(value.into()) {
            Operand::Value(value) => value,
            Operand::Const(_) => base::bug!("a constant in place of a mask or offsets"),
        }
    }
    fn mask(&self, mask: Option<Value>) -> Option<Value> {
        mask.map(|mask| self.value(mask))
    }
    /// What a polynomial is in the copy.
    #[must_use]
    pub fn poly(&self, poly: &Affine) -> Affine {
        poly.substitute(&mut |value| match self.values.get(value) {
            Some((_, Some(poly))) => poly.clone(),
            Some((operand, None)) => poly_of(*operand),
            None => Poly::var(*value),
        })
    }
    fn buffer(&self, buffer: Buffer) -> Buffer {
        self.buffers.get(&buffer).copied().unwrap_or(buffer)
    }
    fn register(&self, register: Register) -> Register {
        self.registers.get(&register).copied().unwrap_or(register)
    }
    fn fresh(&mut self, kernel: &mut Kernel, value: Value) -> Value {
        let own = kernel.values.push(kernel.values[value].clone());
        self.values.insert(value, (own.into(), None));
        own
    }
    fn access(&self, access: &Access) -> Access {
        let lanes = match &access.lanes {
            Lanes::Strided(step) => Lanes::Strided(self.operand(*step)),
            Lanes::Gather(offsets) => Lanes::Gather(self.value(*offsets)),
            lanes => lanes.clone(),
        };
        Access { buffer: self.buffer(access.buffer), base: self.poly(&access.base), lanes }
    }

    fn stmt(&mut self, kernel: &mut Kernel, stmt: &Stmt) -> Stmt {
        match stmt {
            Stmt::Let { value, op } => {
                let op = self.op(op);
                Stmt::Let { value: self.fresh(kernel, *value), op }
            }
            Stmt::Set { register, value, mask } => Stmt::Set {
                register: self.register(*register),
                value: self.operand(*value),
                mask: self.mask(*mask),
            },
            Stmt::Store { access, value, mask } => Stmt::Store {
                access: self.access(access),
                value: self.operand(*value),
                mask: self.mask(*mask),
            },
            Stmt::For(l) => {
                let (lo, hi) = (self.poly(&l.lo), self.poly(&l.hi));
                let var = self.fresh(kernel, l.var);
                let body = self.block(kernel, &l.body);
                Stmt::For(Box::new(For { var, lo, hi, kind: l.kind, body, span: l.span }))
            }
            Stmt::While { test, cond, body } => {
                let test = self.block(kernel, test);
                let cond = self.operand(*cond);
                Stmt::While { test, cond, body: self.block(kernel, body) }
            }
            Stmt::If { cond, then, otherwise } => {
                let then = self.block(kernel, then);
                let otherwise = self.block(kernel, otherwise);
                Stmt::If { cond: self.operand(*cond), then, otherwise }
            }
            Stmt::Check { ok, mask, site, args } => Stmt::Check {
                ok: self.operand(*ok),
                mask: self.mask(*mask),
                site: *site,
                args: self.operands(args),
            },
            Stmt::Alloc { buffer, extent } => {
                let extent = self.poly(extent);
                let info = kernel.buffers[*buffer].clone();
                self.own_buffer(kernel, *buffer, &info);
                Stmt::Alloc { buffer: self.buffer(*buffer), extent }
            }
            Stmt::Swap(a, b) => Stmt::Swap(self.buffer(*a), self.buffer(*b)),
            Stmt::Reduce(reduce) => self.reduce(kernel, reduce),
            Stmt::Scan(scan) => self.scan(kernel, scan),
        }
    }
    fn reduce(&mut self, kernel: &mut Kernel, reduce: &Reduce) -> Stmt {
        let results = reduce.results.iter().map(|register| self.register(*register)).collect();
        let extents: Vec<Affine> = reduce.binders.iter().map(|(_, extent)| self.poly(extent)).collect();
        let vars: Vec<Value> = reduce.binders.iter().map(|(var, _)| self.fresh(kernel, *var)).collect();
        let binders = vars.into_iter().zip(extents).collect();
        let body = self.block(kernel, &reduce.body);
        let leaves = self.operands(&reduce.leaves);
        let reducer = self.reducer(kernel, &reduce.reducer);
        Stmt::Reduce(Box::new(Reduce { results, binders, body, leaves, reducer, ..reduce.clone() }))
    }
    fn scan(&mut self, kernel: &mut Kernel, scan: &Scan) -> Stmt {
        let extent = self.poly(&scan.binder.1);
        let binder = (self.fresh(kernel, scan.binder.0), extent);
        let body = self.block(kernel, &scan.body);
        let leaves = self.operands(&scan.leaves);
        let reducer = self.reducer(kernel, &scan.reducer);
        let outputs = scan.outputs.iter().map(|access| self.access(access)).collect();
        Stmt::Scan(Box::new(Scan { binder, body, leaves, reducer, outputs, ..scan.clone() }))
    }
    fn reducer(&mut self, kernel: &mut Kernel, reducer: &Reducer) -> Reducer {
        let Reducer::User { init, left, right, body, result } = reducer else { return reducer.clone() };
        let init = self.operands(init);
        let left = left.iter().map(|value| self.fresh(kernel, *value)).collect();
        let right = right.iter().map(|value| self.fresh(kernel, *value)).collect();
        let body = self.block(kernel, body);
        Reducer::User { init, left, right, body, result: self.operands(result) }
    }
    fn op(&self, op: &Op) -> Op {
        let x = |operand: &Operand| self.operand(*operand);
        match op {
            Op::Index(poly) => Op::Index(self.poly(poly)),
            Op::Unary(op, a) => Op::Unary(*op, x(a)),
            Op::Binary(op, a, b) => Op::Binary(*op, x(a), x(b)),
            Op::Compare(op, a, b) => Op::Compare(*op, x(a), x(b)),
            Op::Fma(a, b, c) => Op::Fma(x(a), x(b), x(c)),
            Op::Convert(dtype, a) => Op::Convert(*dtype, x(a)),
            Op::Select(c, a, b) => Op::Select(x(c), x(a), x(b)),
            Op::Load(access, mask) => Op::Load(self.access(access), self.mask(*mask)),
            Op::Get(register) => Op::Get(self.register(*register)),
            Op::Splat(a, lanes) => Op::Splat(x(a), *lanes),
            Op::Iota(..) => op.clone(),
            Op::Extract(a, lane) => Op::Extract(x(a), *lane),
            Op::FoldLanes(op, a) => Op::FoldLanes(*op, x(a)),
            Op::Shuffle(a, b, numbers) => Op::Shuffle(x(a), x(b), numbers.clone()),
            Op::Any(a) => Op::Any(x(a)),
            Op::All(a) => Op::All(x(a)),
            Op::FirstActive(a, mask) => Op::FirstActive(x(a), self.value(*mask)),
            Op::FirstLanes(n, lanes) => Op::FirstLanes(x(n), *lanes),
        }
    }
}
