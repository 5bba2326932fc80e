//! LLVM types of loop IR types.
//!
//! A bool is `i1` as a value and a byte of 0 or 1 in memory.

use base::{DType, bug};
use inkwell::types::{BasicType, BasicTypeEnum};

use crate::builder::{Build, split_type, vector_type};

impl<'c> Build<'c> {
    /// The type of a scalar value.
    pub(crate) fn element(&self, dtype: DType) -> BasicTypeEnum<'c> {
        match dtype {
            DType::Bool => self.context.bool_type().into(),
            DType::F32 => self.context.f32_type().into(),
            DType::F64 => self.context.f64_type().into(),
            // Their bits: they are stored and converted only.
            DType::F16 | DType::BF16 => self.context.i16_type().into(),
            _ => self.int_of_bits(integer_bits(dtype)),
        }
    }

    /// The type of an element in memory.
    pub(crate) fn memory_type(&self, dtype: DType) -> BasicTypeEnum<'c> {
        if dtype == DType::Bool { self.context.i8_type().into() } else { self.element(dtype) }
    }

    /// The integer type of so many bits.
    pub(crate) fn int_of_bits(&self, bits: u32) -> BasicTypeEnum<'c> {
        match bits {
            8 => self.context.i8_type().into(),
            16 => self.context.i16_type().into(),
            32 => self.context.i32_type().into(),
            64 => self.context.i64_type().into(),
            _ => bug!("no integer type of {bits} bits"),
        }
    }

    /// The integer type as wide and with as many lanes as a float type.
    pub(crate) fn bits_type(&self, ty: BasicTypeEnum<'c>) -> BasicTypeEnum<'c> {
        let (element, lanes) = split_type(ty);
        let bits = if element == self.context.f32_type().as_basic_type_enum() { 32 } else { 64 };
        with_lanes(self.int_of_bits(bits), lanes)
    }
}

/// The type with so many lanes; itself for one.
pub(crate) fn with_lanes(element: BasicTypeEnum<'_>, lanes: u32) -> BasicTypeEnum<'_> {
    if lanes == 1 { element } else { vector_type(element, lanes).into() }
}

/// Bits of an integer type.
pub(crate) fn integer_bits(dtype: DType) -> u32 {
    if dtype.is_int() { dtype.bits() } else { bug!("{dtype} is not supported by code generation") }
}
