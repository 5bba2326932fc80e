//! New numbers in the order of definition, without gaps; tables without what is not used.

use std::collections::BTreeMap;

use base::{Id, IndexVec, Poly};

use crate::ir::{Affine, Buffer, Kernel, Operand, Register, Site, Value};
use crate::map::{self, Mapper};

/// Numbers a kernel's values, registers, buffers and sites anew.
pub fn renumber(kernel: &mut Kernel) {
    let old = std::mem::replace(kernel, Kernel::new("", kernel.span));
    let mut numbers = Numbers::empty(&old);
    let params = old.params.iter().map(|param| map::param(&mut numbers, param)).collect();
    let body = map::block(&mut numbers, &old.body);
    let classes = numbers.classes();
    *kernel = numbers.new;
    kernel.params = params;
    kernel.body = body;
    for info in kernel.buffers.iter_mut() {
        info.class = classes[&info.class];
    }
}

struct Numbers<'a> {
    old: &'a Kernel,
    new: Kernel,
    values: BTreeMap<Value, Value>,
    registers: BTreeMap<Register, Register>,
    buffers: BTreeMap<Buffer, Buffer>,
    sites: BTreeMap<Site, Site>,
}

/// The entry's new number; a new entry the first time.
fn number<I: Id, T: Clone>(
    known: &mut BTreeMap<I, I>,
    from: &IndexVec<I, T>,
    to: &mut IndexVec<I, T>,
    id: I,
) -> I {
    *known.entry(id).or_insert_with(|| to.push(from[id].clone()))
}

impl<'a> Numbers<'a> {
    fn empty(old: &'a Kernel) -> Self {
        let (values, registers, buffers, sites) = Default::default();
        Self { old, new: Kernel::new(old.name.clone(), old.span), values, registers, buffers, sites }
    }
    /// Classes by the first buffer that is of one.
    fn classes(&self) -> BTreeMap<u32, u32> {
        let mut classes = BTreeMap::new();
        for (buffer, info) in self.new.buffers.iter_ids() {
            classes.entry(info.class).or_insert(buffer.0);
        }
        classes
    }
}

impl Mapper for Numbers<'_> {
    fn define(&mut self, value: Value) -> Value {
        number(&mut self.values, &self.old.values, &mut self.new.values, value)
    }
    fn operand(&mut self, operand: Operand) -> Operand {
        match operand {
            Operand::Value(value) => self.define(value).into(),
            Operand::Const(_) => operand,
        }
    }
    fn poly(&mut self, poly: &Affine) -> Affine {
        poly.substitute(&mut |value| Poly::var(self.define(*value)))
    }
    fn register(&mut self, register: Register) -> Register {
        number(&mut self.registers, &self.old.registers, &mut self.new.registers, register)
    }
    fn buffer(&mut self, buffer: Buffer) -> Buffer {
        number(&mut self.buffers, &self.old.buffers, &mut self.new.buffers, buffer)
    }
    fn site(&mut self, site: Site) -> Site {
        number(&mut self.sites, &self.old.sites, &mut self.new.sites, site)
    }
}
