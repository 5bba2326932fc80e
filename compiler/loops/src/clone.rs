//! Copies of blocks with new values, for code that is needed in several places.

use std::collections::BTreeMap;

use base::Poly;

use crate::build::poly_of;
use crate::ir::{
    Affine, Block, Buffer, BufferInfo, Kernel, LoopKind, Operand, Register, Stmt, Storage, Value,
};
use crate::map::{self, Mapper};
use crate::visit;

/// What stands for what in a copy.
#[derive(Default)]
pub struct Cloner {
    values: BTreeMap<Value, (Operand, Option<Affine>)>,
    registers: BTreeMap<Register, Register>,
    buffers: BTreeMap<Buffer, Buffer>,
}

/// A copy that is being made.
struct Copying<'a> {
    cloner: &'a mut Cloner,
    kernel: &'a mut Kernel,
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
        self.own_registers(kernel, block);
        visit::stmts(block, &mut |stmt| match stmt {
            Stmt::Store { access, .. } => self.own_stack(kernel, access.buffer),
            Stmt::Scan(scan) => scan.outputs.iter().for_each(|access| self.own_stack(kernel, access.buffer)),
            _ => {}
        });
    }
    /// Registers that parallel loops in `block` set, which nothing else may mention: the copy gets others.
    pub fn own_parallel_registers(&mut self, kernel: &mut Kernel, block: &Block) {
        visit::stmts(block, &mut |stmt| match stmt {
            Stmt::For(l) if matches!(l.kind, LoopKind::Parallel { .. }) => {
                self.own_registers(kernel, &l.body)
            }
            _ => {}
        });
    }
    fn own_registers(&mut self, kernel: &mut Kernel, block: &Block) {
        visit::registers(block, &mut |register, set| {
            if set && !self.registers.contains_key(&register) {
                let info = kernel.registers[register].clone();
                self.registers.insert(register, kernel.registers.push(info));
            }
        });
    }
    fn own_stack(&mut self, kernel: &mut Kernel, buffer: Buffer) {
        let info = &kernel.buffers[buffer];
        if matches!(info.storage, Storage::Stack(_)) && !self.buffers.contains_key(&buffer) {
            self.own_buffer(kernel, buffer, &info.clone());
        }
    }
    fn own_buffer(&mut self, kernel: &mut Kernel, buffer: Buffer, info: &BufferInfo) -> Buffer {
        let own = kernel.buffers.push(info.clone());
        // Buffers that are swapped share a class, and so do their copies.
        let partner = self.buffers.iter().find(|(old, _)| kernel.buffers[**old].class == info.class);
        kernel.buffers[own].class = match partner {
            Some((_, partner)) => kernel.buffers[*partner].class,
            None => own.0,
        };
        self.buffers.insert(buffer, own);
        own
    }

    /// The copy of a block.
    pub fn block(&mut self, kernel: &mut Kernel, block: &[Stmt]) -> Block {
        map::block(&mut Copying { cloner: self, kernel }, block)
    }
    /// What an operand is in the copy.
    #[must_use]
    pub fn operand(&self, operand: Operand) -> Operand {
        match operand {
            Operand::Value(value) => self.values.get(&value).map_or(operand, |(operand, _)| *operand),
            Operand::Const(_) => operand,
        }
    }
}

impl Cloner {
    /// What a register is in the copy.
    #[must_use]
    pub fn register(&self, register: Register) -> Register {
        self.registers.get(&register).copied().unwrap_or(register)
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
}

impl Mapper for Copying<'_> {
    fn define(&mut self, value: Value) -> Value {
        let own = self.kernel.values.push(self.kernel.values[value].clone());
        self.cloner.values.insert(value, (own.into(), None));
        own
    }
    fn operand(&mut self, operand: Operand) -> Operand {
        self.cloner.operand(operand)
    }
    fn poly(&mut self, poly: &Affine) -> Affine {
        self.cloner.poly(poly)
    }
    fn register(&mut self, register: Register) -> Register {
        self.cloner.register(register)
    }
    fn buffer(&mut self, buffer: Buffer) -> Buffer {
        self.cloner.buffers.get(&buffer).copied().unwrap_or(buffer)
    }
    fn allocate(&mut self, buffer: Buffer) -> Buffer {
        let info = self.kernel.buffers[buffer].clone();
        self.cloner.own_buffer(self.kernel, buffer, &info)
    }
}
