//! The library's own threads.
//!
//! One job at a time: whoever finds the pool busy runs alone. A job is a number of parts; its
//! owner and the workers claim parts until none is left. Workers enter a job through a *gate*
//! that counts who is inside, so that the owner never waits for a worker that has not woken up.
//! Workers spin for a short while after a job, then sleep on a futex.
//!
//! Threads are started by the first job and joined by the finaliser, since unloading code that a
//! thread will return to would crash. A forked child has no threads but its own: it notices by
//! the process number and starts anew.

use crate::layout::PartFn;
use crate::sys;
use core::ffi::c_void;
use core::sync::atomic::{AtomicI32, AtomicI64, AtomicPtr, AtomicU8, AtomicU32, Ordering};

/// The only writable global of a library.
#[repr(C)]
pub(crate) struct Handle {
    pool: AtomicPtr<Pool>,
    /// Process that holds the pool now, or 0.
    owner: AtomicI32,
    /// Threads per job as set by the host, or 0.
    threads_set: AtomicI32,
    /// Threads per job by default, or 0 if not yet known.
    threads_default: AtomicI32,
    /// CPU level, or 0 if not yet known.
    pub(crate) level: AtomicU8,
}

const _: () = assert!(size_of::<Handle>() <= 64);

/// Zero-initialised, as everything in it must be.
pub(crate) static HANDLE: Handle = Handle {
    pool: AtomicPtr::new(core::ptr::null_mut()),
    owner: AtomicI32::new(0),
    threads_set: AtomicI32::new(0),
    threads_default: AtomicI32::new(0),
    level: AtomicU8::new(0),
};

const OPEN: u32 = 1 << 31;
const WAITING: u32 = 1 << 30;
const MAX_THREADS: i32 = 1024;
/// Pauses before sleeping: about 30 microseconds.
const SPINS: u32 = 400;

struct Pool {
    process: i32,
    /// Workers that have been started; fewer than `wanted` if a start failed.
    n_workers: i32,
    /// Workers that were to be started.
    wanted: i32,
    /// Grows with every job and at the end; workers sleep on it.
    generation: AtomicU32,
    sleepers: AtomicU32,
    stop: AtomicU32,
    /// `OPEN` while the job may be entered, `WAITING` while its owner sleeps until all have left,
    /// plus how many workers are inside.
    gate: AtomicU32,
    /// Most workers that may be inside.
    limit: AtomicU32,
    next_part: AtomicI64,
    parts: AtomicI64,
    body: AtomicPtr<c_void>,
    state: AtomicPtr<c_void>,
}

impl Pool {
    /// The workers' thread handles follow the struct.
    fn handles(pool: *mut Pool) -> *mut usize {
        unsafe { pool.add(1).cast() }
    }

    fn work(&self) {
        let parts = self.parts.load(Ordering::Relaxed);
        let state = self.state.load(Ordering::Relaxed);
        let body = self.body.load(Ordering::Relaxed);
        let body = unsafe { core::mem::transmute::<*mut c_void, PartFn>(body) };
        loop {
            let part = self.next_part.fetch_add(1, Ordering::Relaxed);
            if part >= parts {
                return;
            }
            unsafe { body(state, part) };
        }
    }

    /// Whether a worker got in.
    fn enter(&self) -> bool {
        let mut gate = self.gate.load(Ordering::Relaxed);
        loop {
            if gate & OPEN == 0 || (gate & !OPEN) >= self.limit.load(Ordering::Relaxed) {
                return false;
            }
            let entered = gate.wrapping_add(1);
            match self.gate.compare_exchange_weak(gate, entered, Ordering::Acquire, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(now) => gate = now,
            }
        }
    }

    fn leave(&self) {
        if self.gate.fetch_sub(1, Ordering::Release) == (WAITING | 1) {
            sys::futex_wake(&self.gate, 1);
        }
    }

    fn wait_for_job(&self, seen: u32) -> u32 {
        for _ in 0..SPINS {
            let generation = self.generation.load(Ordering::Acquire);
            if generation != seen {
                return generation;
            }
            core::hint::spin_loop();
        }
        loop {
            self.sleepers.fetch_add(1, Ordering::SeqCst);
            if self.generation.load(Ordering::SeqCst) == seen {
                sys::futex_wait(&self.generation, seen);
            }
            self.sleepers.fetch_sub(1, Ordering::SeqCst);
            let generation = self.generation.load(Ordering::Acquire);
            if generation != seen {
                return generation;
            }
        }
    }

    fn announce(&self, n_wanted: u32) {
        self.generation.fetch_add(1, Ordering::SeqCst);
        if self.sleepers.load(Ordering::SeqCst) > 0 {
            sys::futex_wake(&self.generation, n_wanted);
        }
    }

    fn run(&self, parts: i64, threads: i32, body: PartFn, state: *mut c_void) {
        let helpers = i64::from(threads.wrapping_sub(1).min(self.n_workers)).min(parts - 1).max(0);
        self.parts.store(parts, Ordering::Relaxed);
        self.next_part.store(0, Ordering::Relaxed);
        self.body.store(body as *mut c_void, Ordering::Relaxed);
        self.state.store(state, Ordering::Relaxed);
        self.limit.store(helpers as u32, Ordering::Relaxed);
        self.gate.store(OPEN, Ordering::Release);
        self.announce(helpers as u32);
        self.work();
        self.close();
    }

    fn close(&self) {
        let mut inside = self.gate.fetch_and(!OPEN, Ordering::Acquire) & !OPEN;
        let mut spins = 0;
        while inside & !WAITING != 0 {
            if spins < SPINS {
                core::hint::spin_loop();
                spins += 1;
            } else if inside & WAITING == 0 {
                self.gate.fetch_or(WAITING, Ordering::Relaxed);
            } else {
                sys::futex_wait(&self.gate, inside);
            }
            inside = self.gate.load(Ordering::Acquire);
        }
    }
}

unsafe extern "C" fn worker(argument: *mut c_void) -> *mut c_void {
    let pool = unsafe { &*argument.cast::<Pool>() };
    let mut seen = 0;
    loop {
        seen = pool.wait_for_job(seen);
        if pool.stop.load(Ordering::Acquire) != 0 {
            return core::ptr::null_mut();
        }
        if pool.enter() {
            pool.work();
            pool.leave();
        }
    }
}

/// Starts `wanted` workers, or as many as can be had.
fn start(wanted: i32, process: i32) -> *mut Pool {
    let Some((create, _)) = sys::thread_functions() else { return core::ptr::null_mut() };
    let bytes = size_of::<Pool>() + size_of::<usize>() * wanted as usize;
    let pool = unsafe { sys::malloc(bytes) }.cast::<Pool>();
    if pool.is_null() {
        return pool;
    }
    let null = || AtomicPtr::new(core::ptr::null_mut());
    let fresh = Pool {
        process,
        n_workers: 0,
        wanted,
        generation: AtomicU32::new(0),
        sleepers: AtomicU32::new(0),
        stop: AtomicU32::new(0),
        gate: AtomicU32::new(0),
        limit: AtomicU32::new(0),
        next_part: AtomicI64::new(0),
        parts: AtomicI64::new(0),
        body: null(),
        state: null(),
    };
    unsafe { pool.write(fresh) };
    let signals = sys::block_signals();
    let mut n_workers = 0;
    while n_workers < wanted {
        let handle = unsafe { Pool::handles(pool).add(n_workers as usize) };
        if unsafe { create(handle, core::ptr::null(), worker, pool.cast()) } != 0 {
            break;
        }
        n_workers += 1;
    }
    sys::restore_signals(signals);
    // The workers do not look at this member.
    unsafe { (&raw mut (*pool).n_workers).write(n_workers) };
    pool
}

/// Ends the workers, if they belong to this process, and frees the pool.
fn end(pool: *mut Pool) {
    if pool.is_null() {
        return;
    }
    let process = unsafe { (*pool).process };
    if process == sys::process_id()
        && let Some((_, join)) = sys::thread_functions()
    {
        let shared = unsafe { &*pool };
        shared.stop.store(1, Ordering::Release);
        shared.generation.fetch_add(1, Ordering::SeqCst);
        sys::futex_wake(&shared.generation, i32::MAX as u32);
        for idx in 0..shared.n_workers {
            unsafe { join(*Pool::handles(pool).add(idx as usize), core::ptr::null_mut()) };
        }
    }
    unsafe { sys::free(pool.cast()) };
}

/// Threads that a job of a call may use: the library's setting, else `ARRC_NUM_THREADS`, else
/// the processors at hand.
pub(crate) fn thread_count() -> i32 {
    let set = HANDLE.threads_set.load(Ordering::Relaxed);
    if set > 0 {
        return set;
    }
    let known = HANDLE.threads_default.load(Ordering::Relaxed);
    if known > 0 {
        return known;
    }
    let wanted = sys::environment_number(b"ARRC_NUM_THREADS\0");
    let count = if wanted > 0 { wanted } else { sys::available_processors() };
    let count = count.clamp(1, MAX_THREADS);
    HANDLE.threads_default.store(count, Ordering::Relaxed);
    count
}

/// Sets the threads per job; 0 or less goes back to the default.
pub(crate) fn set_thread_count(count: i32) {
    HANDLE.threads_set.store(count.clamp(0, MAX_THREADS), Ordering::Relaxed);
}

/// Whether the pool is now this thread's. A mark left by another process is stale: it was held
/// by some thread of the parent when it forked.
fn acquire(process: i32) -> bool {
    let owner = HANDLE.owner.load(Ordering::Relaxed);
    owner != process
        && HANDLE.owner.compare_exchange(owner, process, Ordering::Acquire, Ordering::Relaxed).is_ok()
}

/// Calls `body(state, part)` for all parts on up to `threads` threads, this one included.
pub(crate) fn run(parts: i64, threads: i32, body: PartFn, state: *mut c_void) {
    let process = sys::process_id();
    if threads > 1 && parts > 1 && acquire(process) {
        let mut pool = HANDLE.pool.load(Ordering::Relaxed);
        let wanted = threads - 1;
        let usable =
            unsafe { pool.as_ref() }.is_some_and(|pool| pool.process == process && pool.wanted >= wanted);
        if !usable {
            HANDLE.pool.store(core::ptr::null_mut(), Ordering::Relaxed);
            end(pool);
            pool = start(wanted, process);
            HANDLE.pool.store(pool, Ordering::Relaxed);
        }
        if let Some(pool) = unsafe { pool.as_ref() } {
            pool.run(parts, threads, body, state);
            HANDLE.owner.store(0, Ordering::Release);
            return;
        }
        HANDLE.owner.store(0, Ordering::Release);
    }
    for part in 0..parts {
        unsafe { body(state, part) };
    }
}

/// Ends the threads; called when the library is unloaded or the process ends.
pub(crate) fn finalise() {
    let pool = HANDLE.pool.swap(core::ptr::null_mut(), Ordering::Acquire);
    // At the end of a process another thread may still be inside a job: then nothing can be
    // joined, and nothing needs to be, since the code stays mapped.
    if HANDLE.owner.load(Ordering::Acquire) == sys::process_id() {
        return;
    }
    end(pool);
}
