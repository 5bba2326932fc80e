//! Parallel loops: the body becomes a function of its own, with what it needs in a struct.
//!
//! ```text
//! i32 body(ptr frame, i64 lo, i64 hi, ptr ctx)     serial over [lo, hi)
//! ```
//! Captured are the values that the body reads but does not define, the registers that it reads but never sets (by
//! value: no body sets a register from outside) and the buffers that it does not allocate. A stack buffer is captured by
//! its address if it is mentioned outside parallel loops, or if a parallel loop only reads or only writes it; another
//! one is scratch memory of each body.

use std::collections::BTreeSet;

use inkwell::GlobalVisibility;
use inkwell::module::Linkage;
use inkwell::types::{BasicTypeEnum, FunctionType, StructType};
use inkwell::values::{InstructionOpcode as Code, PointerValue};
use loops::ir::{Buffer, For, Kernel, LoopKind, Register, Storage, Ty, Value};

use abi::RuntimeFunction;

use crate::builder::{Build, Must, V, call_result};
use crate::function::{Function, KernelCx};
use crate::kernel_symbol;
use crate::outside;
use crate::pieces::Pieces;
use crate::record::by_level;
use crate::types::with_lanes;
use crate::uses::{self, Uses};

/// What a body needs from outside, in the order of the struct's members.
#[derive(Clone, Default)]
pub(crate) struct Captures {
    pub(crate) values: Vec<Value>,
    pub(crate) registers: Vec<Register>,
    pub(crate) buffers: Vec<Buffer>,
}

impl Captures {
    /// Of statements that use so much; `own` is a value that they are given, `shared` memory on the stack that they share
    /// with others.
    pub(crate) fn of(
        kernel: &Kernel,
        uses: &Uses,
        own: Option<Value>,
        shared: &BTreeSet<Buffer>,
    ) -> Captures {
        let is_captured = |buffer: &Buffer| match kernel.buffers[*buffer].storage {
            Storage::Constant(_) => false,
            Storage::Stack(_) => shared.contains(buffer),
            _ => !uses.allocated.contains(buffer),
        };
        let is_outer = |value: &Value| Some(*value) != own && !uses.defined.contains(value);
        Captures {
            values: uses.values.iter().copied().filter(is_outer).collect(),
            registers: uses.get.difference(&uses.set).copied().collect(),
            buffers: uses.buffers.iter().copied().filter(is_captured).collect(),
        }
    }
}

/// Stack buffers that a parallel loop shares with what stands outside of it.
pub(crate) fn shared_stack(kernel: &Kernel) -> BTreeSet<Buffer> {
    let on_stack = |buffer: &Buffer| matches!(kernel.buffers[*buffer].storage, Storage::Stack(_));
    uses::shared(&kernel.body).into_iter().filter(on_stack).collect()
}

/// A parallel loop's body: its function, and the struct that it is given.
struct Body<'c> {
    captures: Captures,
    frame: StructType<'c>,
    number: u32,
}

impl<'c> Function<'_, 'c> {
    /// Compiles a parallel loop.
    pub(crate) fn parallel_for(&mut self, each: &For) {
        self.locate(each.span);
        let LoopKind::Parallel { grain } = each.kind else { base::bug!("not a parallel loop") };
        let here = self.build.current_block();
        let location = self.cx.module.debug.and_then(|_| self.build.inner.get_current_debug_location());
        let body = self.cx.parallel_body(each);
        self.build.position(here);
        if let Some(location) = location {
            self.build.inner.set_current_debug_location(location);
        }
        let lo = self.affine(&each.lo);
        let hi = self.affine(&each.hi);
        // The first member is the loop's first value.
        let mut members: Vec<V<'c>> = vec![lo.into()];
        members.extend(self.members(&body.captures));
        let frame = self.variable(body.frame, 0);
        for (index, &member) in members.iter().enumerate() {
            self.build.store(self.build.member(body.frame, frame, index), member);
        }
        let extent = self.build.binop(Code::Sub, hi.into(), lo.into());
        let grain = self.build.i64(i64::from(grain.max(1)));
        let args = [self.ctx.into(), extent, grain.into(), self.cx.bodies_table(&body).into(), frame.into()];
        // The runtime sees to loops that are empty or a single part: it does so in one place.
        let status = call_result(self.build.runtime_call(RuntimeFunction::Parallel, &args));
        self.return_unless_zero(status);
    }

    /// What captures are here.
    pub(crate) fn members(&mut self, captures: &Captures) -> Pieces<'c> {
        let mut members: Pieces = captures.values.iter().flat_map(|&value| self.value(value)).collect();
        for &register in &captures.registers {
            members.extend(self.get_register(register));
        }
        for &buffer in &captures.buffers {
            members.push(self.pointer(buffer).into());
        }
        members
    }

    /// The types of what captures are.
    fn types(&self, captures: &Captures, ptr: BasicTypeEnum<'c>) -> Vec<BasicTypeEnum<'c>> {
        let values = captures.values.iter().map(|&value| self.cx.kernel.values[value].ty);
        let registers = captures.registers.iter().map(|&register| self.register_type(register));
        let pieces = |ty: Ty| {
            let piece = with_lanes(self.build.element(ty.dtype), self.piece(ty.lanes));
            std::iter::repeat_n(piece, self.pieces_of(ty) as usize)
        };
        let buffers = captures.buffers.iter().map(|_| ptr);
        values.chain(registers).flat_map(pieces).chain(buffers).collect()
    }

    /// Gives captures their values: the members of a struct from number `first` on.
    pub(crate) fn unpack(
        &mut self,
        captures: &Captures,
        ty: StructType<'c>,
        frame: PointerValue<'c>,
        first: usize,
    ) {
        let mut member = members_of(self.build, ty, frame, first);
        for &value in &captures.values {
            let count = self.pieces_of(self.cx.kernel.values[value].ty);
            let is = (0..count).map(|_| member()).collect();
            self.define(value, is);
        }
        for &register in &captures.registers {
            let count = self.pieces_of(self.register_type(register));
            let is: Pieces = (0..count).map(|_| member()).collect();
            self.set_register(register, &is);
        }
        for &buffer in &captures.buffers {
            self.place(buffer, member().into_pointer_value());
        }
    }

    /// How many pieces a value of a type is kept in.
    pub(crate) fn pieces_of(&self, ty: Ty) -> u32 {
        ty.lanes / self.piece(ty.lanes)
    }
}

impl<'c> KernelCx<'_, 'c> {
    /// The bodies of all parallel loops, for code outside of them that stands elsewhere.
    pub(crate) fn all_bodies(&self) {
        for each in outside::threaded(&self.kernel.body) {
            self.parallel_body(each);
        }
    }

    /// The body as a function; instructions go elsewhere then.
    fn parallel_body(&self, each: &For) -> Body<'c> {
        let (build, number) = (self.build, self.next_number());
        let captures = match self.outside {
            Some(outside) => outside.captures[number as usize].clone(),
            None => Captures::of(self.kernel, &Uses::of(&each.body), Some(each.var), &self.shared_stack),
        };
        let (ptr, i64_type) = (build.ptr(), build.context.i64_type());
        let symbol = body_symbol(&self.symbol, number);
        let linkage = if self.outside.is_some() { Linkage::External } else { Linkage::Internal };
        let function = build.module.add_function(&symbol, body_signature(build), Some(linkage));
        if self.outside.is_some() {
            function.as_global_value().set_visibility(GlobalVisibility::Hidden);
        }
        let ctx = function.get_nth_param(3).must().into_pointer_value();
        let mut inner = Function::new(self, function, ctx);
        inner.locate(each.span);
        let types: Vec<BasicTypeEnum> =
            [i64_type.into()].into_iter().chain(inner.types(&captures, ptr)).collect();
        let frame_type = build.context.struct_type(&types, false);
        let frame = function.get_nth_param(0).must().into_pointer_value();
        let first = members_of(build, frame_type, frame, 0)();
        inner.unpack(&captures, frame_type, frame, 1);
        let param = |index| function.get_nth_param(index).must();
        let bound = |index| build.binop(Code::Add, first, param(index)).into_int_value();
        let (lo, hi) = if each.lo.as_constant() == Some(0) {
            (param(1).into_int_value(), param(2).into_int_value())
        } else {
            (bound(1), bound(2))
        };
        inner.counted_loop(lo, hi, false, |inner, var| {
            inner.define(each.var, vec![var.into()]);
            inner.inner_block(&each.body);
            inner.locate(each.span);
        });
        inner.finish();
        Body { captures, frame: frame_type, number }
    }

    /// `abi::layout::Bodies`: the body at each level whose code outside of the loop this is.
    fn bodies_table(&self, body: &Body<'c>) -> PointerValue<'c> {
        let here = [self.build.target.level];
        let levels = self.outside.map_or(&here[..], |outside| &outside.levels);
        let members = by_level(levels, |level| {
            let symbol = body_symbol(&kernel_symbol(&self.kernel.name, level), body.number);
            self.build.declare(&symbol, body_signature(self.build))
        });
        self.build.record("bodies", &members)
    }

    /// The number of the kernel's next function.
    pub(crate) fn next_number(&self) -> u32 {
        let number = self.bodies.get();
        self.bodies.set(number + 1);
        number
    }
}

fn body_symbol(kernel: &str, number: u32) -> String {
    format!("{kernel}.body{number}")
}

fn body_signature<'c>(build: &Build<'c>) -> FunctionType<'c> {
    let (ptr, i64_type) = (build.ptr(), build.context.i64_type());
    let params = [ptr.into(), i64_type.into(), i64_type.into(), ptr.into()];
    build.context.i32_type().fn_type(&params, false)
}

/// Loads the members of a struct one after another, from number `next` on.
pub(crate) fn members_of<'c>(
    build: &Build<'c>,
    ty: StructType<'c>,
    frame: PointerValue<'c>,
    mut next: usize,
) -> impl FnMut() -> V<'c> {
    move || {
        let member = ty.get_field_type_at_index(u32::try_from(next).must()).must();
        next += 1;
        build.load(member, build.member(ty, frame, next - 1))
    }
}
