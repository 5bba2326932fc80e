//! What the support code needs from outside: a few functions of libc, a few system calls, and
//! the thread's message buffer.

use core::ffi::{c_char, c_void};

unsafe extern "C" {
    pub(crate) fn malloc(bytes: usize) -> *mut c_void;
    pub(crate) fn free(memory: *mut c_void);
    pub(crate) fn getenv(name: *const c_char) -> *const c_char;
}

/// Bytes of the thread's message buffer.
pub(crate) const MESSAGE_BYTES: usize = 512;

/// `pthread_create` with its standard parameters; the thread's handle is one word.
pub(crate) type CreateFn = unsafe extern "C" fn(
    *mut usize,
    *const c_void,
    unsafe extern "C" fn(*mut c_void) -> *mut c_void,
    *mut c_void,
) -> i32;
/// `pthread_join`.
pub(crate) type JoinFn = unsafe extern "C" fn(usize, *mut *mut c_void) -> i32;

#[cfg(target_arch = "x86_64")]
mod arch {
    use core::arch::{asm, global_asm};
    use core::ffi::c_void;

    // Stable Rust has no thread-local variables without std. TLS descriptors need nothing but
    // libc, unlike `__tls_get_addr`, which lives in the dynamic loader.
    // A few zeros in front stand in the file: a segment that begins with memory without contents
    // would cost the library a whole page.
    global_asm!(
        ".section .tdata.arrc_rt_first,\"awTR\",@progbits",
        ".balign 16",
        ".zero 16",
        ".section .tbss.arrc_rt_message,\"awT\",@nobits",
        ".balign 16",
        ".hidden arrc_rt_message",
        ".type arrc_rt_message,@object",
        ".size arrc_rt_message,512",
        "arrc_rt_message:",
        ".zero 512",
        ".section .text.arrc_rt_message_buffer,\"ax\",@progbits",
        ".globl arrc_rt_message_buffer",
        ".hidden arrc_rt_message_buffer",
        ".type arrc_rt_message_buffer,@function",
        "arrc_rt_message_buffer:",
        "sub rsp, 8",
        "lea rax, [rip + arrc_rt_message@TLSDESC]",
        "call [rax + arrc_rt_message@TLSCALL]",
        "add rax, qword ptr fs:[0]",
        "add rsp, 8",
        "ret",
        ".size arrc_rt_message_buffer, . - arrc_rt_message_buffer",
        ".weak pthread_create",
        ".weak pthread_join",
        ".text",
    );

    pub(super) fn thread_functions() -> (usize, usize) {
        let (create, join): (usize, usize);
        unsafe {
            asm!(
                "mov {}, qword ptr [rip + pthread_create@GOTPCREL]",
                "mov {}, qword ptr [rip + pthread_join@GOTPCREL]",
                out(reg) create,
                out(reg) join,
                options(nostack, pure, readonly, preserves_flags)
            );
        }
        (create, join)
    }

    pub(super) const FUTEX: usize = 202;
    pub(super) const SCHED_GETAFFINITY: usize = 204;
    pub(super) const MADVISE: usize = 28;
    pub(super) const GETPID: usize = 39;
    pub(super) const RT_SIGPROCMASK: usize = 14;

    pub(super) unsafe fn system_call(number: usize, args: [usize; 4]) -> isize {
        let [a, b, c, d] = args;
        let result: isize;
        unsafe {
            asm!(
                "syscall",
                inlateout("rax") number as isize => result,
                in("rdi") a,
                in("rsi") b,
                in("rdx") c,
                in("r10") d,
                lateout("rcx") _,
                lateout("r11") _,
                options(nostack)
            );
        }
        result
    }

    unsafe extern "C" {
        pub(super) fn arrc_rt_message_buffer() -> *mut c_void;
    }
}

#[cfg(target_arch = "aarch64")]
mod arch {
    use core::arch::{asm, global_asm};
    use core::ffi::c_void;

    global_asm!(
        ".section .tdata.arrc_rt_first,\"awTR\",@progbits",
        ".balign 16",
        ".zero 16",
        ".section .tbss.arrc_rt_message,\"awT\",@nobits",
        ".balign 16",
        ".hidden arrc_rt_message",
        ".type arrc_rt_message,@object",
        ".size arrc_rt_message,512",
        "arrc_rt_message:",
        ".zero 512",
        ".section .text.arrc_rt_message_buffer,\"ax\",@progbits",
        ".globl arrc_rt_message_buffer",
        ".hidden arrc_rt_message_buffer",
        ".type arrc_rt_message_buffer,@function",
        "arrc_rt_message_buffer:",
        "stp x29, x30, [sp, #-16]!",
        "adrp x0, :tlsdesc:arrc_rt_message",
        "ldr x1, [x0, :tlsdesc_lo12:arrc_rt_message]",
        "add x0, x0, :tlsdesc_lo12:arrc_rt_message",
        ".tlsdesccall arrc_rt_message",
        "blr x1",
        "mrs x1, tpidr_el0",
        "add x0, x0, x1",
        "ldp x29, x30, [sp], #16",
        "ret",
        ".size arrc_rt_message_buffer, . - arrc_rt_message_buffer",
        ".weak pthread_create",
        ".weak pthread_join",
        ".text",
    );

    pub(super) fn thread_functions() -> (usize, usize) {
        let (create, join): (usize, usize);
        unsafe {
            asm!(
                "adrp {0}, :got:pthread_create",
                "ldr {0}, [{0}, :got_lo12:pthread_create]",
                "adrp {1}, :got:pthread_join",
                "ldr {1}, [{1}, :got_lo12:pthread_join]",
                out(reg) create,
                out(reg) join,
                options(nostack, pure, readonly, preserves_flags)
            );
        }
        (create, join)
    }

    pub(super) const FUTEX: usize = 98;
    pub(super) const SCHED_GETAFFINITY: usize = 123;
    pub(super) const MADVISE: usize = 233;
    pub(super) const GETPID: usize = 172;
    pub(super) const RT_SIGPROCMASK: usize = 135;

    pub(super) unsafe fn system_call(number: usize, args: [usize; 4]) -> isize {
        let [a, b, c, d] = args;
        let result: isize;
        unsafe {
            asm!(
                "svc 0",
                in("x8") number,
                inlateout("x0") a as isize => result,
                in("x1") b,
                in("x2") c,
                in("x3") d,
                options(nostack)
            );
        }
        result
    }

    unsafe extern "C" {
        pub(super) fn arrc_rt_message_buffer() -> *mut c_void;
    }
}

/// The calling thread's message buffer of `MESSAGE_BYTES`, zero at first.
pub(crate) fn message_buffer() -> *mut u8 {
    unsafe { arch::arrc_rt_message_buffer() }.cast()
}

/// `pthread_create` and `pthread_join`, if the process has them.
pub(crate) fn thread_functions() -> Option<(CreateFn, JoinFn)> {
    let (create, join) = arch::thread_functions();
    if create == 0 || join == 0 {
        return None;
    }
    unsafe {
        Some((core::mem::transmute::<usize, CreateFn>(create), core::mem::transmute::<usize, JoinFn>(join)))
    }
}

/// Sleeps until woken, if `*word` is still `expected`; may return for no reason.
pub(crate) fn futex_wait(word: &core::sync::atomic::AtomicU32, expected: u32) {
    const WAIT_PRIVATE: usize = 128;
    let address = core::ptr::from_ref(word) as usize;
    unsafe { arch::system_call(arch::FUTEX, [address, WAIT_PRIVATE, expected as usize, 0]) };
}

/// Wakes up to `count` sleepers on `word`.
pub(crate) fn futex_wake(word: &core::sync::atomic::AtomicU32, count: u32) {
    const WAKE_PRIVATE: usize = 129;
    let address = core::ptr::from_ref(word) as usize;
    unsafe { arch::system_call(arch::FUTEX, [address, WAKE_PRIVATE, count as usize, 0]) };
}

/// Asks for large pages in a range of whole pages; where there are none, nothing happens.
pub(crate) fn prefer_large_pages(start: usize, bytes: usize) {
    const HUGEPAGE: usize = 14;
    unsafe { arch::system_call(arch::MADVISE, [start, bytes, HUGEPAGE, 0]) };
}

/// The process.
pub(crate) fn process_id() -> i32 {
    unsafe { arch::system_call(arch::GETPID, [0; 4]) as i32 }
}

/// Number of processors that this thread may run on; at least 1.
pub(crate) fn available_processors() -> i32 {
    let mut mask = [0u64; 64];
    let bytes = core::mem::size_of_val(&mask);
    let address = mask.as_mut_ptr() as usize;
    let filled = unsafe { arch::system_call(arch::SCHED_GETAFFINITY, [0, bytes, address, 0]) };
    if filled <= 0 {
        return 1;
    }
    let count: u32 = mask.iter().map(|word| word.count_ones()).sum();
    (count as i32).max(1)
}

/// Blocks all signals for this thread, so that a thread started now never runs the host's
/// handlers; gives the old mask.
pub(crate) fn block_signals() -> u64 {
    const SIG_SETMASK: usize = 2;
    let all = u64::MAX;
    let mut old = 0u64;
    let (new, saved) = (&raw const all as usize, &raw mut old as usize);
    unsafe { arch::system_call(arch::RT_SIGPROCMASK, [SIG_SETMASK, new, saved, 8]) };
    old
}

/// Undoes `block_signals`.
pub(crate) fn restore_signals(old: u64) {
    const SIG_SETMASK: usize = 2;
    let new = &raw const old as usize;
    unsafe { arch::system_call(arch::RT_SIGPROCMASK, [SIG_SETMASK, new, 0, 8]) };
}

/// A small non-negative number from the environment, or -1. `name` ends with a zero byte.
pub(crate) fn environment_number(name: &'static [u8]) -> i32 {
    let mut text = unsafe { getenv(name.as_ptr().cast()) };
    if text.is_null() {
        return -1;
    }
    let mut value = 0i32;
    let mut n_digits = 0;
    loop {
        let digit = unsafe { *text } as u8;
        if digit == 0 && n_digits > 0 {
            return value;
        }
        if !digit.is_ascii_digit() || n_digits == 6 {
            return -1;
        }
        value = value.wrapping_mul(10).wrapping_add(i32::from(digit - b'0'));
        n_digits += 1;
        text = unsafe { text.add(1) };
    }
}
