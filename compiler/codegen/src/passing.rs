//! How C passes the arguments of a typed entry, and their addresses.
//!
//! Numbers come by value, views, results and what is updated by pointer. A complex number is a C struct of two floats. On x86-64 (System
//! V) it travels in vector registers, a `c64` in half of one, a `c128` in two; where these do not suffice, it lies on
//! the stack whole.

use abi::{DType, Instance, Param};
use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::types::{BasicTypeEnum, StructType};
use inkwell::values::{FunctionValue, PointerValue};

use crate::builder::{Build, Must, V};

/// Vector registers for arguments.
const VECTOR_REGISTERS: u32 = 8;

/// How one argument comes.
pub(crate) enum Passed<'c> {
    /// A pointer to it.
    Pointer,
    /// In one register or stack slot.
    Value(BasicTypeEnum<'c>),
    /// As two values, one after the other.
    Parts(BasicTypeEnum<'c>),
    /// On the stack.
    Stack(StructType<'c>),
}

/// How the arguments of an instance come, parameters first.
pub(crate) fn passing<'c>(build: &Build<'c>, instance: &Instance) -> Vec<Passed<'c>> {
    let mut free = VECTOR_REGISTERS;
    let mut of_param = |param: &Param| {
        if !param.is_scalar() || param.inout {
            return Passed::Pointer;
        }
        if !param.dtype.is_complex() {
            // Half floats come as their bits, in integer registers.
            let in_vectors = matches!(param.dtype, DType::F32 | DType::F64);
            free = free.saturating_sub(u32::from(in_vectors));
            return Passed::Value(build.memory_type(param.dtype));
        }
        let part = build.memory_type(param.dtype.part());
        let needed = if param.dtype == DType::C128 { 2 } else { 1 };
        let Some(rest) = free.checked_sub(needed) else {
            return Passed::Stack(build.context.struct_type(&[part, part], false));
        };
        free = rest;
        match param.dtype {
            DType::C128 => Passed::Parts(part),
            _ => Passed::Value(part.into_float_type().vec_type(2).into()),
        }
    };
    let params: Vec<Passed> = instance.params.iter().map(&mut of_param).collect();
    params.into_iter().chain(instance.results.iter().map(|_| Passed::Pointer)).collect()
}

impl<'c> Passed<'c> {
    /// The types of its values.
    pub(crate) fn types(&self, build: &Build<'c>) -> Vec<BasicTypeEnum<'c>> {
        match self {
            Passed::Pointer | Passed::Stack(_) => vec![build.ptr()],
            Passed::Value(ty) => vec![*ty],
            Passed::Parts(part) => vec![*part; 2],
        }
    }

    /// The address of the argument whose values are the parameters of `function` from number `first` on.
    pub(crate) fn address(
        &self,
        build: &Build<'c>,
        function: FunctionValue<'c>,
        first: u32,
    ) -> PointerValue<'c> {
        let value = |k: u32| -> V<'c> { function.get_nth_param(first + k).must() };
        match self {
            Passed::Pointer => value(0).into_pointer_value(),
            Passed::Stack(ty) => {
                let kind = Attribute::get_named_enum_kind_id("byval");
                let attribute = build.context.create_type_attribute(kind, (*ty).into());
                function.add_attribute(AttributeLoc::Param(first), attribute);
                value(0).into_pointer_value()
            }
            Passed::Value(ty) => {
                let copy = build.inner.build_alloca(*ty, "").must();
                build.store(copy, value(0));
                copy
            }
            Passed::Parts(part) => {
                let parts = build.context.struct_type(&[*part, *part], false);
                let copy = build.inner.build_alloca(parts, "").must();
                build.store(copy, value(0));
                build.store(build.element_address(*part, copy, build.i64(1)), value(1));
                copy
            }
        }
    }
}
