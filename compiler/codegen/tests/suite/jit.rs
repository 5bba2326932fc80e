//! Runs kernels: compiles them as always, to bitcode, and lets LLVM's just-in-time compiler load that.
//!
//! The runtime functions are stand-ins: failures are recorded, parallel loops run their parts backwards, memory is
//! counted and freed at the end.

use std::cell::RefCell;
use std::ffi::{CStr, c_char, c_void};

use abi::RuntimeFunction;
use abi::layout::{Bodies, Ctx, KernelFn, Rel, SiteDesc};
use codegen::{Emit, Options, compile, kernel_symbol};
use inkwell::OptimizationLevel;
use inkwell::context::Context;
use inkwell::execution_engine::ExecutionEngine;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;
use loops::ir::{Program, Stage};
use loops::{Level, Target};

/// What a call did besides writing its results.
#[derive(Default, Debug)]
pub(crate) struct Record {
    /// Status of the kernel.
    pub(crate) status: i32,
    /// Messages of failures with their arguments put in.
    pub(crate) failures: Vec<String>,
    /// Blocks of memory that live now.
    pub(crate) live: Vec<Vec<u64>>,
    /// Most blocks that lived at once.
    pub(crate) peak: usize,
    /// Extent and grain of parallel loops.
    pub(crate) parallel: Vec<(i64, i64)>,
    /// Bytes beyond which memory is refused.
    pub(crate) limit: i64,
}

/// Levels that this machine can run.
pub(crate) fn levels() -> Vec<Level> {
    let can_run = |level: &Level| match level {
        Level::V2 => true,
        Level::V3 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
        Level::V4 => is_x86_feature_detected!("avx512vl") && is_x86_feature_detected!("avx512dq"),
    };
    Level::ALL.into_iter().filter(can_run).collect()
}

/// The program of a text, checked.
pub(crate) fn parse(text: &str) -> Program {
    let program = loops::parse::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    loops::validate::validate(&program, Stage::Vector).unwrap_or_else(|error| panic!("{error}\n{text}"));
    program
}

/// A loaded program.
pub(crate) struct Jit {
    engine: ExecutionEngine<'static>,
    level: Level,
}

impl Jit {
    pub(crate) fn new(program: &Program, level: Level) -> Self {
        let mut options = Options::new(Target::of(level));
        options.emit = Emit::Bitcode;
        options.verify = true;
        let output = compile(program, &options, &base::SourceMap::default()).expect("compiles");
        let symbols: Vec<_> = runtime().into_iter().map(|(f, address)| (f.symbol(), address)).collect();
        Self { engine: load(&output.bytes, &symbols, &[]), level }
    }

    /// Calls a kernel.
    pub(crate) fn call(&self, name: &str, slots: &[i64]) -> Record {
        self.call_with(name, slots, i64::MAX)
    }

    /// Calls a kernel that gets at most `limit` bytes at a time.
    pub(crate) fn call_with(&self, name: &str, slots: &[i64], limit: i64) -> Record {
        let address = self.engine.get_function_address(&kernel_symbol(name, self.level)).expect("kernel");
        // SAFETY: codegen gives kernels this signature.
        let kernel: KernelFn = unsafe { std::mem::transmute::<usize, KernelFn>(address) };
        let record = RefCell::new(Record { limit, ..Record::default() });
        let ctx = (&raw const record).cast::<Ctx>().cast_mut();
        // SAFETY: tests give kernels as many slots as they have parameters, and buffers that are large enough.
        let status = unsafe { kernel(slots.as_ptr(), ctx) };
        let mut record = record.into_inner();
        record.status = status;
        record
    }
}

/// Loads bitcode; what it declares under these symbols is at these addresses, and under the names of `empty` a function of
/// its own that returns 0.
pub(crate) fn load(bitcode: &[u8], symbols: &[(&str, usize)], empty: &[&str]) -> ExecutionEngine<'static> {
    // Tests end before anybody would miss this memory.
    let context: &'static Context = Box::leak(Box::new(Context::create()));
    let buffer = MemoryBuffer::create_from_memory_range_copy(bitcode, "code");
    let module = Module::parse_bitcode_from_buffer(&buffer, context).expect("bitcode");
    for name in empty {
        let function = module.get_function(name).expect("declared");
        let builder = context.create_builder();
        builder.position_at_end(context.append_basic_block(function, "start"));
        let zero = context.i32_type().const_zero();
        builder.build_return(Some(&zero)).expect("returns");
    }
    let engine = module.create_jit_execution_engine(OptimizationLevel::Default).expect("engine");
    for (symbol, address) in symbols {
        if let Some(declared) = module.get_function(symbol) {
            engine.add_global_mapping(&declared, *address);
        }
    }
    engine
}

/// A slot that points to elements.
pub(crate) fn at<T>(elements: &mut [T]) -> i64 {
    elements.as_mut_ptr() as i64
}

fn runtime() -> Vec<(RuntimeFunction, usize)> {
    vec![
        (RuntimeFunction::Fail, fail as *const () as usize),
        (RuntimeFunction::FailMemory, fail_memory as *const () as usize),
        (RuntimeFunction::Alloc, alloc as *const () as usize),
        (RuntimeFunction::Mark, mark as *const () as usize),
        (RuntimeFunction::Release, release as *const () as usize),
        (RuntimeFunction::Parallel, parallel as *const () as usize),
    ]
}

unsafe fn record(ctx: *mut Ctx) -> &'static RefCell<Record> {
    unsafe { &*ctx.cast::<RefCell<Record>>() }
}

unsafe extern "C" fn fail(ctx: *mut Ctx, site: *const SiteDesc, a: i64, b: i64, c: i64, d: i64) {
    let site = unsafe { &*site };
    let text = |text: &Rel<c_char>| unsafe { CStr::from_ptr(text.get()) }.to_string_lossy().into_owned();
    let mut message = text(&site.message);
    for (place, value) in [a, b, c, d].iter().enumerate() {
        message = message.replace(&format!("{{{place}}}"), &value.to_string());
    }
    let message =
        format!("{}: {message} ({}:{}:{})", text(&site.function), text(&site.file), site.line, site.column);
    unsafe { record(ctx) }.borrow_mut().failures.push(message);
}

unsafe extern "C" fn fail_memory(ctx: *mut Ctx) -> i32 {
    unsafe { record(ctx) }.borrow_mut().failures.push("memory".into());
    abi::Status::Memory as i32
}

unsafe extern "C" fn alloc(ctx: *mut Ctx, bytes: i64) -> *mut c_void {
    let mut record = unsafe { record(ctx) }.borrow_mut();
    if bytes < 0 || bytes > record.limit {
        return std::ptr::null_mut();
    }
    let words = usize::try_from(bytes).expect("not negative") / 8 + 16;
    // Recognisable rubbish, not zeros.
    let mut block = vec![0x5a5a_5a5a_5a5a_5a5a_u64; words];
    let address = block.as_mut_ptr().cast::<u8>();
    record.live.push(block);
    record.peak = record.peak.max(record.live.len());
    unsafe { address.add(address.align_offset(64)) }.cast()
}

unsafe extern "C" fn mark(ctx: *mut Ctx) -> i64 {
    i64::try_from(unsafe { record(ctx) }.borrow().live.len()).expect("few")
}

unsafe extern "C" fn release(ctx: *mut Ctx, mark: i64) {
    unsafe { record(ctx) }.borrow_mut().live.truncate(usize::try_from(mark).expect("not negative"));
}

unsafe extern "C" fn parallel(
    ctx: *mut Ctx,
    extent: i64,
    grain: i64,
    bodies: *const Bodies,
    frame: *mut c_void,
) -> i32 {
    // The highest level has the body of that below it, if it has none.
    let body = unsafe { (&*bodies)[2].body() };
    if extent <= 0 {
        return 0;
    }
    if extent <= grain {
        return unsafe { body(frame, 0, extent, ctx) };
    }
    unsafe { record(ctx) }.borrow_mut().parallel.push((extent, grain));
    let mut lo = (extent - 1) / grain * grain;
    while lo >= 0 {
        let status = unsafe { body(frame, lo, (lo + grain).min(extent), ctx) };
        if status != 0 {
            return status;
        }
        lo -= grain;
    }
    0
}
