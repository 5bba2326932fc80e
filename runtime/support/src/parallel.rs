//! Parallel loops: `[0, extent)` in chunks, on the library's threads or the host's executor.

use crate::call::Call;
use crate::layout::{BodyFn, Ctx};
use crate::level::DefaultModes;
use crate::pool;
use crate::status::Status;
use core::ffi::c_void;
use core::sync::atomic::{AtomicI32, Ordering};

/// Chunks per thread: enough to even out unequal work, few enough to cost nothing.
const CHUNKS_PER_THREAD: i64 = 4;

struct Loop {
    parent: *mut Call,
    extent: i64,
    /// Iterations per part.
    chunk: i64,
    body: BodyFn,
    frame: *mut c_void,
    /// Status of the first failure, or 0.
    status: AtomicI32,
}

/// Threads that a parallel loop of this call uses.
pub(crate) fn threads_of(call: &Call) -> i32 {
    if call.nested {
        return 1;
    }
    let count = pool::thread_count();
    match unsafe { call.options.as_ref() } {
        Some(options) if options.threads > 0 && options.execute.is_some() => options.threads,
        Some(options) if options.threads > 0 => options.threads.min(count),
        _ => count,
    }
}

unsafe extern "C" fn run_part(state: *mut c_void, part: i64) {
    let work = unsafe { &*state.cast::<Loop>() };
    let mut call = Call::inside(work.parent);
    if call.has_failed() || call.is_cancelled() {
        return;
    }
    let _modes = DefaultModes::enter();
    let lo = part.wrapping_mul(work.chunk);
    let hi = lo.wrapping_add(work.chunk.min(work.extent.wrapping_sub(lo)));
    let status = unsafe { (work.body)(work.frame, lo, hi, call.as_ctx()) };
    call.arena.clear();
    if status != 0 {
        let _ = work.status.compare_exchange(0, status, Ordering::Relaxed, Ordering::Relaxed);
        // Lets the other parts stop early even if the body has recorded nothing.
        call.fail(Status::from_number(status), core::ptr::null(), [0; 4]);
    }
}

/// Runs `body` over `[0, extent)` in chunks that start at multiples of `grain`; 0 or the status
/// of the first failure.
pub(crate) fn run(call: &mut Call, extent: i64, grain: i64, body: BodyFn, frame: *mut c_void) -> i32 {
    if extent <= 0 {
        return 0;
    }
    if call.is_cancelled() {
        return Status::Cancelled as i32;
    }
    let grain = grain.max(1);
    let threads = if extent <= grain { 1 } else { threads_of(call) };
    if threads <= 1 {
        let mark = call.arena.mark();
        let status = unsafe { body(frame, 0, extent, call.as_ctx()) };
        call.arena.release(mark);
        return status;
    }
    let units = (extent - 1) / grain + 1;
    let most_parts = i64::from(threads).wrapping_mul(CHUNKS_PER_THREAD).max(1);
    let units_per_part = (units - 1).checked_div(most_parts).unwrap_or(0) + 1;
    let parts = (units - 1).checked_div(units_per_part).unwrap_or(0) + 1;
    let work = Loop {
        parent: call,
        extent,
        chunk: units_per_part.saturating_mul(grain),
        body,
        frame,
        status: AtomicI32::new(0),
    };
    run_parts(call, 1, parts, threads, &work);
    if call.has_failed() && work.status.load(Ordering::Relaxed) == 0 {
        // Parts were left out because of a cancellation.
        return Status::Cancelled as i32;
    }
    work.status.load(Ordering::Relaxed)
}

/// All parts of each phase, one phase after the other.
fn run_parts(call: &Call, phases: i32, parts: i64, threads: i32, work: &Loop) {
    let state = core::ptr::from_ref(work).cast_mut().cast();
    let executor = unsafe { call.options.as_ref() };
    for _ in 0..phases {
        match executor.and_then(|options| options.execute.map(|execute| (execute, options))) {
            Some((execute, options)) => unsafe {
                execute(options.executor, parts, run_part, state);
            },
            None => pool::run(parts, threads, run_part, state),
        }
    }
}

/// The `Call` behind a generated function's `Ctx`.
///
/// # Safety
/// `ctx` must have come from this library, as a kernel's or body's argument.
pub(crate) unsafe fn call_of<'a>(ctx: *mut Ctx) -> &'a mut Call {
    unsafe { &mut *ctx.cast() }
}
