//! The functions that generated code and hosts call; `abi::runtime` lists their signatures.

use crate::level;
use crate::layout::{Bodies, Ctx, DLTensor, FnDesc, GroupDesc, Options, SiteDesc};
use crate::parallel::{self, call_of};
use crate::status::Status;
use crate::{pool, sys, typed, uniform};
use core::ffi::{c_char, c_void};

/// Validates a typed call and runs it.
///
/// # Safety
/// `desc` is a valid descriptor; `argv` has one pointer per parameter and result; pointers that
/// are not null point to views or scalars as the descriptor says, and views to memory that
/// the caller may use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn arrc_rt_call_typed(desc: *const FnDesc, argv: *const *const c_void) -> i32 {
    unsafe { typed::call(&*desc, argv) }
}

/// Validates a call through the uniform entry and runs it.
///
/// # Safety
/// `group` is a valid descriptor; `inputs` and `outputs` have as many pointers as it says (or are
/// null); tensors that are not null are valid, and so is `options` if not null.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn arrc_rt_call_dl(
    group: *const GroupDesc,
    inputs: *const *const DLTensor,
    outputs: *const *mut DLTensor,
    options: *const Options,
) -> i32 {
    unsafe { uniform::call(&*group, inputs, outputs, options) }
}

/// Records the first failure of a call.
///
/// # Safety
/// `ctx` is the caller's argument; `site` is a constant.
#[cold]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn arrc_rt_fail(ctx: *mut Ctx, site: *const SiteDesc, a: i64, b: i64, c: i64, d: i64) {
    let status = Status::from_number(unsafe { (*site).status });
    unsafe { call_of(ctx) }.fail(status, site, [a, b, c, d]);
}

/// Records that memory could not be had, and gives the status to return.
///
/// # Safety
/// `ctx` is the caller's argument.
#[cold]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn arrc_rt_fail_memory(ctx: *mut Ctx) -> i32 {
    unsafe { call_of(ctx) }.fail(Status::Memory, core::ptr::null(), [0; 4]) as i32
}

/// Memory aligned to 64 bytes until the end of the call or of the enclosing parallel body.
///
/// # Safety
/// `ctx` is the caller's argument.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn arrc_rt_alloc(ctx: *mut Ctx, bytes: i64) -> *mut c_void {
    unsafe { call_of(ctx) }.arena.alloc(bytes).cast()
}

/// A mark for `arrc_rt_release`.
///
/// # Safety
/// `ctx` is the caller's argument.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn arrc_rt_mark(ctx: *mut Ctx) -> i64 {
    unsafe { call_of(ctx) }.arena.mark()
}

/// Gives back what was allocated since the mark.
///
/// # Safety
/// `ctx` is the caller's argument; `mark` is from `arrc_rt_mark` on it and not yet released.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn arrc_rt_release(ctx: *mut Ctx, mark: i64) {
    unsafe { call_of(ctx) }.arena.release(mark);
}

/// Runs a body over `[0, extent)` in chunks that start at multiples of `grain`.
///
/// # Safety
/// `ctx` is the caller's argument; the bodies have one for each level that the kernel runs at, and may be called on other
/// threads with `frame`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn arrc_rt_parallel(
    ctx: *mut Ctx,
    extent: i64,
    grain: i64,
    bodies: *const Bodies,
    frame: *mut c_void,
) -> i32 {
    let call = unsafe { call_of(ctx) };
    let body = unsafe { level::body_of(bodies) };
    // One part: neither empty nor longer than the grain, which is positive.
    if (extent.wrapping_sub(1) as u64) < grain as u64 && call.is_bare() {
        return unsafe { body(frame, 0, extent, ctx) };
    }
    parallel::run(call, extent, grain, body, frame)
}

/// Threads that a parallel loop would use now.
///
/// # Safety
/// `ctx` is the caller's argument.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn arrc_rt_threads(ctx: *mut Ctx) -> i32 {
    parallel::threads_of(unsafe { call_of(ctx) })
}

/// The message of the calling thread's last failed call; exported as `<lib>_last_error`.
#[unsafe(no_mangle)]
pub extern "C" fn arrc_rt_last_error() -> *const c_char {
    sys::message_buffer().cast()
}

/// Sets the threads per call; exported as `<lib>_set_num_threads`.
#[unsafe(no_mangle)]
pub extern "C" fn arrc_rt_set_num_threads(count: i32) {
    pool::set_thread_count(count);
}

/// Joins the library's threads; the finaliser of the shared library.
#[unsafe(no_mangle)]
pub extern "C" fn arrc_rt_finalise() {
    pool::finalise();
}
