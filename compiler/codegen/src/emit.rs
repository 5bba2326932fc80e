//! Machine code from a module, by those of LLVM's passes that have something to do.

use std::ffi::{CStr, c_char};

use inkwell::llvm_sys::prelude::{LLVMMemoryBufferRef, LLVMModuleRef};
use inkwell::llvm_sys::target_machine::LLVMTargetMachineRef;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;
use inkwell::targets::TargetMachine;

use crate::Error;

unsafe extern "C" {
    fn arrc_emit(
        machine: LLVMTargetMachineRef,
        module: LLVMModuleRef,
        assembly: bool,
        unwanted: *const *const c_char,
        count: usize,
    ) -> LLVMMemoryBufferRef;
}

/// Passes that find nothing to do in code of ours, by their names in LLVM. Each would walk over all of it: what they look
/// for are places of variables, exceptions, garbage collection, instrumentation, mitigations of attacks, calls of libc, and
/// registers for tiles.
const IDLE: &[&CStr] = &[
    c"Expand IR instructions",
    c"Lower AMX intrinsics",
    c"Lower AMX type for load/store",
    c"Merge contiguous icmps into a memcmp",
    c"Expand memcmp() to load/stores",
    c"Lower Garbage Collection Instructions",
    c"Shadow Stack GC Lowering",
    c"Replace intrinsics with calls to vector library",
    c"Partially inline calls to library functions",
    c"Instrument function entry/exit with calls to e.g. mcount() (post inlining)",
    c"Expand indirectbr instructions",
    c"Exception handling preparation",
    c"ObjC ARC contraction",
    c"Prepare callbr",
    c"Safe Stack instrumentation pass",
    c"Insert stack protectors",
    c"Local Dynamic TLS Access Clean-up",
    c"X86 PIC Global Base Reg Initialization",
    c"Argument Stack Rebase",
    c"X86 Suppress APX features for relocation",
    c"X86 speculative load hardening",
    c"Register Allocation Pass Scoring",
    c"X86 Lower Tile Copy",
    c"X86 Load Value Injection (LVI) Load Hardening",
    c"Remove Redundant DEBUG_VALUE analysis",
    c"Fixup Statepoint Caller Saved",
    c"Insert KCFI indirect call checks",
    c"Post RA top-down list latency scheduler",
    c"Analyze Machine Code For Garbage Collection",
    c"Insert fentry calls",
    c"Insert XRay ops",
    c"Implement the 'patchable-function' attribute",
    c"X86 Indirect Branch Tracking",
    c"X86 Atom pad short functions",
    c"X86 insert wait instruction",
    c"Contiguously Lay Out Funclets",
    c"Remove Loads Into Fake Uses",
    c"StackMap Liveness Analysis",
    c"Live DEBUG_VALUE analysis",
    c"Machine Sanitizer Binary Metadata",
    c"Stack Frame Layout Analysis",
    c"X86 Speculative Execution Side Effect Suppression",
    c"X86 Indirect Thunks",
    c"X86 Return Thunks",
    c"X86 Load Value Injection (LVI) Ret-Hardening",
    c"Pseudo Probe Inserter",
    c"Unpack machine instruction bundles",
];

/// A module's code, as an object or as text.
///
/// # Errors
/// The target has no such form.
pub(crate) fn emit(machine: &TargetMachine, module: &Module<'_>, assembly: bool) -> Result<Vec<u8>, Error> {
    let unwanted: Vec<_> = IDLE.iter().map(|name| name.as_ptr()).collect();
    // SAFETY: the machine and the module are valid, the names end with zero bytes; the buffer is ours from then on.
    let buffer = unsafe {
        let buffer =
            arrc_emit(machine.as_mut_ptr(), module.as_mut_ptr(), assembly, unwanted.as_ptr(), unwanted.len());
        if buffer.is_null() {
            return Err(Error::Failed("LLVM's target makes no such file".into()));
        }
        MemoryBuffer::new(buffer)
    };
    Ok(buffer.as_slice().to_vec())
}
