//! Target machines, function attributes and the pass pipeline.

use std::ffi::{CStr, c_uint};
use std::sync::Once;

use inkwell::OptimizationLevel;
use inkwell::attributes::AttributeLoc;
use inkwell::llvm_sys::support::LLVMParseCommandLineOptions;
use inkwell::llvm_sys::target_machine::LLVMTargetMachineRef;
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::{
    CodeModel, InitializationConfig, RelocMode, Target as LlvmTarget, TargetMachine, TargetMachineOptions,
    TargetTriple,
};
use inkwell::types::FunctionType;
use inkwell::values::FunctionValue;
use loops::{Level, Target};

use crate::Error;
use crate::builder::{Build, Must};

/// What every library is compiled for; the CPU level comes on top.
pub(crate) const TRIPLE: &str = "x86_64-unknown-linux-gnu";

/// The passes, in order. LLVM's vectorisers and unrollers stay out: the loop IR has decided.
pub const PIPELINE: &str = "always-inline,function(\
    sroa,early-cse<memssa>,instcombine<no-verify-fixpoint>,simplifycfg,\
    loop-mssa(licm),early-cse<memssa>,simplifycfg)";

/// Options of LLVM's code generator that no interface but its command line has.
///
/// Loop strength reduction takes a quarter of the time of code generation. Its work is done before: index polynomials
/// are added up outermost variables first, and what is left in a loop fits the processor's addressing modes.
///
/// The newer tracking of variables' places takes a twentieth, for variables that line tables do not have.
///
/// Sinking machine code and propagating copies in it take a twenty-fifth of the time, for hardly any of the code.
///
/// Registers for tiles, which no code of ours uses, are allocated in a run of the allocator of their own.
///
/// Which of the stores in a row may touch what another accesses is asked for each pair, up to a number of them: by
/// default it is a thousand, which takes half a second.
///
/// They belong to the process. A linker that runs in it forgets them, and must be given them again.
pub const LLVM_OPTIONS: &[&CStr] = &[
    c"-disable-lsr",
    c"-experimental-debug-variable-locations=false",
    c"-disable-machine-sink",
    c"-disable-copyprop",
    c"-x86-tile-ra=false",
    c"-dag-maps-huge-region=200",
];

unsafe extern "C" {
    fn arrc_align_loops(machine: LLVMTargetMachineRef, bytes: c_uint);
}

static SETTINGS: Once = Once::new();

fn set_options() {
    let arguments: Vec<_> = [c"arrc"].iter().chain(LLVM_OPTIONS).map(|option| option.as_ptr()).collect();
    let count = i32::try_from(arguments.len()).must();
    // SAFETY: the arguments are zero-terminated and live as long as the program; this runs once, before any use of
    // the code generator.
    unsafe { LLVMParseCommandLineOptions(count, arguments.as_ptr(), std::ptr::null()) };
}

/// The processor's name in LLVM, which stands for all features of the level.
fn cpu(level: Level) -> &'static str {
    match level {
        Level::V2 => "x86-64-v2",
        Level::V3 => "x86-64-v3",
        Level::V4 => "x86-64-v4",
    }
}

/// A machine for the level. One for each compilation: machines are not shared between threads.
pub(crate) fn machine(target: Target, optimise: bool) -> Result<TargetMachine, Error> {
    LlvmTarget::initialize_x86(&InitializationConfig::default());
    SETTINGS.call_once(set_options);
    let triple = TargetTriple::create(TRIPLE);
    let found = LlvmTarget::from_triple(&triple).map_err(|error| Error::Failed(error.to_string()))?;
    let options = TargetMachineOptions::new()
        .set_cpu(cpu(target.level))
        .set_level(if optimise { OptimizationLevel::Default } else { OptimizationLevel::None })
        .set_reloc_mode(RelocMode::PIC)
        .set_code_model(CodeModel::Small);
    let machine = found
        .create_target_machine_from_options(&triple, options)
        .ok_or_else(|| Error::Failed(format!("LLVM has no target machine for {TRIPLE}")))?;
    if target.level == Level::V2 {
        // Code for few machines is kept small.
        // SAFETY: the machine is valid, and has compiled nothing.
        unsafe { arrc_align_loops(machine.as_mut_ptr(), 1) };
    }
    Ok(machine)
}

/// Runs [`PIPELINE`], or of it only what must be and what makes less code of it: variables become values.
pub(crate) fn run_pipeline(build: &Build<'_>, machine: &TargetMachine, optimise: bool) -> Result<(), Error> {
    let options = PassBuilderOptions::create();
    options.set_loop_vectorization(false);
    options.set_loop_slp_vectorization(false);
    options.set_loop_interleaving(false);
    options.set_loop_unrolling(false);
    let pipeline = if optimise { PIPELINE } else { "always-inline,function(sroa)" };
    build.module.run_passes(pipeline, machine, options).map_err(|error| Error::Failed(error.to_string()))
}

/// Attributes of every function with code. Each has a section of its own, so that equal ones stand in a library once.
pub(crate) fn set_attributes(build: &Build<'_>, function: FunctionValue<'_>) {
    let at = AttributeLoc::Function;
    let text = |key: &str, value: &str| build.context.create_string_attribute(key, value);
    function.add_attribute(at, build.flag("nounwind"));
    function.set_section(Some(&format!(".text.{}", function.get_name().to_string_lossy())));
    // A frame of more than a page touches each of its pages, so that a stack that is too small ends in its guard page.
    function.add_attribute(at, text("probe-stack", "inline-asm"));
    function.add_attribute(at, text("target-cpu", cpu(build.target.level)));
    function.add_attribute(at, text("prefer-vector-width", &build.target.vector_bits.to_string()));
}

/// `i32 (ptr slots, ptr ctx)`
pub(crate) fn kernel_signature<'c>(build: &Build<'c>) -> FunctionType<'c> {
    let ptr = build.ptr().into();
    build.context.i32_type().fn_type(&[ptr, ptr], false)
}
