//! Code that a sanitizer watches: LLVM's pass for it, over kernels and over the support code.
//!
//! What it puts in calls functions of the sanitizer's runtime, which the host brings along.

use inkwell::AddressSpace;
use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::context::Context;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;
use inkwell::passes::PassBuilderOptions;
use inkwell::support::LLVMString;
use inkwell::targets::{FileType, TargetMachine};
use inkwell::types::BasicTypeEnum;
use inkwell::values::{BasicValueEnum, InstructionOpcode, InstructionValue, PointerValue};
use loops::{Level, Target};

use crate::builder::Must;
use crate::{Error, target};

/// What watches code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sanitizer {
    /// Accesses outside of arrays and of memory that was given back.
    Address,
    /// Accesses of several threads that no order separates.
    Thread,
    /// Values that nobody has written.
    Memory,
}

impl Sanitizer {
    fn attribute(self) -> &'static str {
        match self {
            Sanitizer::Address => "sanitize_address",
            Sanitizer::Thread => "sanitize_thread",
            Sanitizer::Memory => "sanitize_memory",
        }
    }
    fn passes(self) -> &'static str {
        match self {
            Sanitizer::Address => "asan",
            Sanitizer::Thread => "tsan-module,function(tsan)",
            Sanitizer::Memory => "msan",
        }
    }
}

/// Has every access of a module watched.
pub(crate) fn watch<'c>(
    sanitizer: Sanitizer,
    context: &'c Context,
    module: &Module<'c>,
    machine: &TargetMachine,
) -> Result<(), Error> {
    let watched = context.create_enum_attribute(Attribute::get_named_enum_kind_id(sanitizer.attribute()), 0);
    for function in module.get_functions().filter(|function| function.count_basic_blocks() > 0) {
        function.add_attribute(AttributeLoc::Function, watched);
    }
    if sanitizer == Sanitizer::Thread {
        tell_wide_accesses(context, module, machine);
    }
    let passes = module.run_passes(sanitizer.passes(), machine, PassBuilderOptions::create());
    passes.map_err(|error| Error::Failed(error.to_string()))
}

/// Calls of the thread sanitizer for accesses that its pass passes over: it knows those of 1, 2, 4, 8 and 16 bytes.
fn tell_wide_accesses<'c>(context: &'c Context, module: &Module<'c>, machine: &TargetMachine) {
    let (data, builder) = (machine.get_target_data(), context.create_builder());
    let (pointer, length) = (context.ptr_type(AddressSpace::default()), context.i64_type());
    let signature = context.void_type().fn_type(&[pointer.into(), length.into()], false);
    let (reads, writes) = ("__tsan_read_range", "__tsan_write_range");
    let blocks = module.get_functions().flat_map(|function| function.get_basic_blocks());
    // All of them first: what is put in is no access.
    let found: Vec<_> = blocks.flat_map(|block| block.get_instructions()).filter_map(access_of).collect();
    for access in found {
        let bytes = data.get_store_size(&access.ty);
        if bytes.is_power_of_two() && bytes <= 16 {
            continue;
        }
        let name = if access.is_store { writes } else { reads };
        let function =
            module.get_function(name).unwrap_or_else(|| module.add_function(name, signature, None));
        builder.position_before(&access.instruction);
        let length = length.const_int(bytes, false);
        builder.build_call(function, &[access.pointer.into(), length.into()], "").must();
    }
}

/// A load or a store.
struct Access<'c> {
    instruction: InstructionValue<'c>,
    pointer: PointerValue<'c>,
    ty: BasicTypeEnum<'c>,
    is_store: bool,
}

fn access_of(instruction: InstructionValue<'_>) -> Option<Access<'_>> {
    let operand = |index| instruction.get_operand(index).and_then(|operand| operand.value());
    let (pointer, ty, is_store) = match instruction.get_opcode() {
        InstructionOpcode::Load => (operand(0)?, instruction.get_type().try_into().ok()?, false),
        InstructionOpcode::Store => (operand(1)?, operand(0)?.get_type(), true),
        _ => return None,
    };
    let BasicValueEnum::PointerValue(pointer) = pointer else { return None };
    Some(Access { instruction, pointer, ty, is_store })
}

/// The support code as an object that is watched, from its bitcode.
///
/// # Errors
/// What LLVM says of the bitcode.
pub fn watched_support(sanitizer: Sanitizer, bitcode: &[u8]) -> Result<Vec<u8>, Error> {
    let machine = target::machine(Target::of(Level::V2), true)?;
    let context = Context::create();
    let buffer = MemoryBuffer::create_from_memory_range_copy(bitcode, "support");
    let failed = |error: LLVMString| Error::Failed(error.to_string());
    let module = Module::parse_bitcode_from_buffer(&buffer, &context).map_err(failed)?;
    watch(sanitizer, &context, &module, &machine)?;
    let object = machine.write_to_memory_buffer(&module, FileType::Object).map_err(failed)?;
    Ok(object.as_slice().to_vec())
}
