//! Code that the address sanitizer watches: LLVM's pass for it, over kernels and over the support code.
//!
//! What it puts in calls functions of the sanitizer's runtime, which the host brings along. The thread sanitizer is left
//! out: it sees no accesses that are wider than 16 bytes, which those of kernels are.

use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::context::Context;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;
use inkwell::passes::PassBuilderOptions;
use inkwell::support::LLVMString;
use inkwell::targets::{FileType, TargetMachine};
use loops::{Level, Target};

use crate::{Error, target};

/// Has every access of a module watched.
pub(crate) fn watch(context: &Context, module: &Module<'_>, machine: &TargetMachine) -> Result<(), Error> {
    let watched = context.create_enum_attribute(Attribute::get_named_enum_kind_id("sanitize_address"), 0);
    for function in module.get_functions().filter(|function| function.count_basic_blocks() > 0) {
        function.add_attribute(AttributeLoc::Function, watched);
    }
    module.run_passes("asan", machine, PassBuilderOptions::create()).map_err(|error| Error(error.to_string()))
}

/// The support code as an object that is watched, from its bitcode.
///
/// # Errors
/// What LLVM says of the bitcode.
pub fn watched_support(bitcode: &[u8]) -> Result<Vec<u8>, Error> {
    let machine = target::machine(Target::of(Level::V2), true)?;
    let context = Context::create();
    let buffer = MemoryBuffer::create_from_memory_range_copy(bitcode, "support");
    let failed = |error: LLVMString| Error(error.to_string());
    let module = Module::parse_bitcode_from_buffer(&buffer, &context).map_err(failed)?;
    watch(&context, &module, &machine)?;
    let object = machine.write_to_memory_buffer(&module, FileType::Object).map_err(failed)?;
    Ok(object.as_slice().to_vec())
}
