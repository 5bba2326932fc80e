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

use inkwell::module::Linkage;
use inkwell::types::{BasicTypeEnum, StructType};
use inkwell::values::{InstructionOpcode as Code, PointerValue};
use loops::ir::{Buffer, For, LoopKind, Register, Storage, Ty, Value};

use abi::RuntimeFunction;

use crate::builder::{Build, Must, V, call_result};
use crate::function::Function;
use crate::pieces::Pieces;
use crate::uses::Uses;

/// What a body needs from outside, in the order of the struct's members.
pub(crate) struct Captures {
    pub(crate) values: Vec<Value>,
    pub(crate) registers: Vec<Register>,
    pub(crate) buffers: Vec<Buffer>,
}

impl<'c> Function<'_, 'c> {
    /// Compiles a parallel loop.
    pub(crate) fn parallel_for(&mut self, each: &For) {
        self.locate(each.span);
        let LoopKind::Parallel { grain } = each.kind else { base::bug!("not a parallel loop") };
        let captures = self.captures(&Uses::of(&each.body), Some(each.var), &BTreeSet::new());
        let lo = self.affine(&each.lo);
        let hi = self.affine(&each.hi);
        // The first member is the loop's first value.
        let mut members: Vec<V<'c>> = vec![lo.into()];
        members.extend(self.members(&captures));
        let types: Vec<BasicTypeEnum> = members.iter().map(V::get_type).collect();
        let frame_type = self.build.context.struct_type(&types, false);
        let frame = self.variable(frame_type, 0);
        for (index, &member) in members.iter().enumerate() {
            self.build.store(self.build.member(frame_type, frame, index), member);
        }
        let body = self.parallel_body(each, &captures, frame_type);
        let extent = self.build.binop(Code::Sub, hi.into(), lo.into());
        let grain = self.build.i64(i64::from(grain.max(1)));
        let address = body.as_global_value().as_pointer_value().into();
        let args = [self.ctx.into(), extent, grain.into(), address, frame.into()];
        // The runtime sees to loops that are empty or a single part: it does so in one place.
        let status = call_result(self.build.runtime_call(RuntimeFunction::Parallel, &args));
        self.return_unless_zero(status);
    }

    /// What statements that use so much need from outside; `own` is a value that they are given, `scratch` memory on the
    /// stack that they may share with others.
    pub(crate) fn captures(&self, uses: &Uses, own: Option<Value>, scratch: &BTreeSet<Buffer>) -> Captures {
        let is_captured = |buffer: &Buffer| match self.cx.kernel.buffers[*buffer].storage {
            Storage::Constant(_) => false,
            Storage::Stack(_) => self.cx.shared_stack.contains(buffer) || scratch.contains(buffer),
            _ => !uses.allocated.contains(buffer),
        };
        let is_outer = |value: &Value| Some(*value) != own && !uses.defined.contains(value);
        Captures {
            values: uses.values.iter().copied().filter(is_outer).collect(),
            registers: uses.get.difference(&uses.set).copied().collect(),
            buffers: uses.buffers.iter().copied().filter(is_captured).collect(),
        }
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

    /// The body as a function; the place where instructions go stays where it is.
    fn parallel_body(
        &self,
        each: &For,
        captures: &Captures,
        frame_type: StructType<'c>,
    ) -> inkwell::values::FunctionValue<'c> {
        let build = self.build;
        let here = build.current_block();
        let (ptr, i64_type) = (build.ptr(), build.context.i64_type());
        let params = [ptr.into(), i64_type.into(), i64_type.into(), ptr.into()];
        let signature = build.context.i32_type().fn_type(&params, false);
        let symbol = self.next_symbol("body");
        let function = build.module.add_function(&symbol, signature, Some(Linkage::Internal));

        let location = self.cx.module.debug.and_then(|_| build.inner.get_current_debug_location());
        let ctx = function.get_nth_param(3).must().into_pointer_value();
        let mut inner = Function::new(self.cx, function, ctx);
        inner.locate(each.span);
        let frame = function.get_nth_param(0).must().into_pointer_value();
        let first = members_of(build, frame_type, frame, 0)();
        inner.unpack(captures, frame_type, frame, 1);
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

        build.position(here);
        if let Some(location) = location {
            build.inner.set_current_debug_location(location);
        }
        function
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

    /// The symbol of the kernel's next function.
    pub(crate) fn next_symbol(&self, what: &str) -> String {
        let number = self.cx.bodies.get();
        self.cx.bodies.set(number + 1);
        format!("{}.{what}{number}", self.cx.symbol)
    }
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
