//! How long a module is, so that the time that LLVM takes for it has a bound.
//!
//! To improve code takes LLVM some forty microseconds an instruction, and in rows of instructions without a branch
//! more the longer they are: the order, the registers, what could be combined is decided for each row as a whole. To
//! leave it as it is takes a third of that, whatever its form. Only programs that a machine has written are so long.

use inkwell::types::{AnyType, AnyTypeEnum, BasicTypeEnum};
use inkwell::values::{InstructionOpcode as Code, InstructionValue};

use crate::Error;
use crate::builder::Build;

/// Instructions of a module that is improved.
const MOST_IMPROVED: usize = 100_000;
/// Instructions in a row without a branch that are improved.
const MOST_IN_A_ROW: usize = 20_000;
/// Instructions of a module that is compiled at all.
const MOST: usize = 400_000;

/// Whether LLVM is to improve a module that is one of `parts` for a CPU level.
///
/// # Errors
/// The module is too long to be compiled at all.
pub(crate) fn may_improve(build: &Build<'_>, parts: usize) -> Result<bool, Error> {
    let (mut all, mut row) = (0, 0);
    for function in build.module.get_functions() {
        for block in function.get_basic_block_iter() {
            let length: usize = block.get_instructions().map(|i| weight(i, build.target.vector_bits)).sum();
            all += length;
            row = row.max(length);
        }
    }
    if all * parts > MOST {
        return Err(Error::TooLong { length: all * parts, most: MOST });
    }
    Ok(all * parts <= MOST_IMPROVED && row <= MOST_IN_A_ROW)
}

/// What an instruction counts: the registers that it works on, and lanes where no processor divides in lanes.
fn weight(instruction: InstructionValue<'_>, register: u32) -> usize {
    let operand = instruction.get_operands().next().flatten().and_then(|operand| operand.value());
    let of = operand.map_or(instruction.get_type(), |operand| operand.get_type().as_any_type_enum());
    let registers = |ty: AnyTypeEnum<'_>| match ty {
        AnyTypeEnum::VectorType(ty) => (ty.get_size() * bits(ty.get_element_type())).div_ceil(register),
        _ => 1,
    };
    let lanes = match (instruction.get_opcode(), instruction.get_type()) {
        (Code::SDiv | Code::UDiv | Code::SRem | Code::URem, AnyTypeEnum::VectorType(ty)) => ty.get_size(),
        _ => 1,
    };
    registers(of).max(registers(instruction.get_type())).max(lanes) as usize
}

fn bits(element: BasicTypeEnum<'_>) -> u32 {
    match element {
        BasicTypeEnum::IntType(ty) => ty.get_bit_width(),
        BasicTypeEnum::FloatType(ty) => ty.get_bit_width(),
        _ => 64,
    }
}

#[cfg(test)]
mod tests {
    use inkwell::context::Context;
    use loops::{Level, Target};

    use super::*;

    /// What is said of functions of so many sums each; of divisions in eight lanes, if `divides`.
    fn said(functions: usize, sums: usize, divides: bool, parts: usize) -> Result<bool, Error> {
        let context = Context::create();
        let build = Build::new(&context, context.create_module("long"), Target::of(Level::V3));
        let (int, builder) = (context.i32_type(), context.create_builder());
        let vector = int.vec_type(8);
        for number in 0..functions {
            let ty = context.void_type().fn_type(&[int.into(), vector.into()], false);
            let function = build.module.add_function(&format!("f{number}"), ty, None);
            builder.position_at_end(context.append_basic_block(function, "body"));
            let (Some(x), Some(lanes)) = (function.get_nth_param(0), function.get_nth_param(1)) else {
                continue;
            };
            let (x, lanes) = (x.into_int_value(), lanes.into_vector_value());
            for _ in 0..sums {
                if divides {
                    let _ = builder.build_int_signed_div(lanes, lanes, "quotient");
                } else {
                    let _ = builder.build_int_add(x, x, "sum");
                }
            }
        }
        may_improve(&build, parts)
    }

    #[test]
    fn what_is_long_is_left_as_it_is_and_what_is_longer_refused() {
        assert_eq!(said(9, 11_000, false, 1), Ok(true));
        assert_eq!(said(10, 11_000, false, 1), Ok(false), "more than 100,000 in all");
        assert_eq!(said(1, 20_001, false, 1), Ok(false), "more than 20,000 in a row");
        assert_eq!(said(37, 11_000, false, 1), Err(Error::TooLong { length: 407_000, most: MOST }));
        assert_eq!(said(5, 11_000, false, 2), Ok(false), "one of two parts of a level");
        assert_eq!(said(19, 11_000, false, 2), Err(Error::TooLong { length: 418_000, most: MOST }));
    }

    #[test]
    fn divisions_in_lanes_count_for_each_lane() {
        assert_eq!(said(1, 2_400, true, 1), Ok(true));
        assert_eq!(said(1, 2_600, true, 1), Ok(false));
    }
}
