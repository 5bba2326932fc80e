//! Which CPU level this machine has, and the floating-point modes during a call.

use crate::layout::{Bodies, BodyFn, N_LEVELS, Rel};
use crate::message::Message;
use crate::pool::HANDLE;
use crate::status::Status;
use core::ffi::c_char;
use core::sync::atomic::Ordering;

/// Which of the things for each level is to run here: that of this machine's level.
#[inline]
pub(crate) fn choose<T>(levels: &[Rel<T>; N_LEVELS]) -> Option<&Rel<T>> {
    let mut level = HANDLE.level.load(Ordering::Relaxed);
    if level == 0 {
        level = detect_and_store();
    }
    levels.get(usize::from(level) - 1)
}

/// Reports a call for which there is no code that can run here.
#[cold]
pub(crate) fn refuse(function: &Rel<c_char>) -> i32 {
    let level = i64::from(HANDLE.level.load(Ordering::Relaxed)) + 1;
    Message::new()
        .c_text(function)
        .text(": no code for x86-64-v")
        .number(level)
        .text(", which this processor or ARRC_CPU_LEVEL allows: build with that `--cpu`, or without");
    Status::Internal as i32
}

/// The body to run here, of those of a loop in a kernel that runs here.
///
/// # Safety
/// A call has chosen that kernel, so that this machine's level is known and has a body.
#[inline]
pub(crate) unsafe fn body_of(bodies: *const Bodies) -> BodyFn {
    let level = usize::from(HANDLE.level.load(Ordering::Relaxed));
    unsafe { (*bodies.cast::<Rel<BodyFn>>().add(level).sub(1)).body() }
}

/// 1, 2 or 3 for v2, v3, v4. `ARRC_CPU_LEVEL` (2, 3, 4) may lower it, for tests.
#[cold]
fn detect_and_store() -> u8 {
    let mut level = detect();
    let wanted = crate::sys::environment_number(b"ARRC_CPU_LEVEL\0");
    if (2..=4).contains(&wanted) {
        level = level.min(wanted as u8 - 1);
    }
    HANDLE.level.store(level, Ordering::Relaxed);
    level
}

#[cfg(target_arch = "x86_64")]
fn detect() -> u8 {
    use core::arch::x86_64::{__cpuid, __cpuid_count};
    let all = |word: u32, bits: &[u32]| bits.iter().all(|bit| word & (1 << bit) != 0);
    if __cpuid(0).eax < 7 {
        return 1;
    }
    let basic = __cpuid(1);
    // fma, movbe, osxsave, avx, f16c
    if !all(basic.ecx, &[12, 22, 27, 28, 29]) {
        return 1;
    }
    let enabled: u32;
    // The processor having the registers is not enough: the system must save them.
    unsafe {
        core::arch::asm!("xgetbv", in("ecx") 0, out("eax") enabled, out("edx") _,
            options(nomem, nostack, preserves_flags));
    }
    if enabled & 0x6 != 0x6 {
        return 1;
    }
    let extended = __cpuid_count(7, 0);
    let has_lzcnt = __cpuid(0x8000_0000).eax > 0x8000_0000 && all(__cpuid(0x8000_0001).ecx, &[5]);
    // bmi1, avx2, bmi2
    if !has_lzcnt || !all(extended.ebx, &[3, 5, 8]) {
        return 1;
    }
    // avx512 f, dq, cd, bw, vl
    if enabled & 0xe6 == 0xe6 && all(extended.ebx, &[16, 17, 28, 30, 31]) { 3 } else { 2 }
}

#[cfg(not(target_arch = "x86_64"))]
fn detect() -> u8 {
    1
}

/// The default rounding and denormal modes, until dropped; then the host's modes are restored.
/// Exception flags are left alone.
pub(crate) struct DefaultModes {
    old: u32,
}

#[cfg(target_arch = "x86_64")]
mod modes {
    const FLAGS: u32 = 0x3f;
    pub(super) const DEFAULT: u32 = 0x1f80;

    #[inline]
    pub(super) fn read() -> u32 {
        let mut modes = 0u32;
        unsafe {
            core::arch::asm!("stmxcsr [{}]", in(reg) &raw mut modes,
                options(nostack, preserves_flags));
        }
        modes & !FLAGS
    }

    pub(super) fn write(modes: u32) {
        unsafe {
            core::arch::asm!("ldmxcsr [{}]", in(reg) &raw const modes,
                options(nostack, preserves_flags, readonly));
        }
    }
}

#[cfg(target_arch = "aarch64")]
mod modes {
    pub(super) const DEFAULT: u32 = 0;

    #[inline]
    pub(super) fn read() -> u32 {
        let modes: u64;
        unsafe {
            core::arch::asm!("mrs {}, fpcr", out(reg) modes, options(nomem, nostack));
        }
        modes as u32
    }

    pub(super) fn write(modes: u32) {
        unsafe {
            core::arch::asm!("msr fpcr, {}", in(reg) u64::from(modes), options(nomem, nostack));
        }
    }
}

impl DefaultModes {
    /// Sets the default modes if the host has others.
    #[inline]
    pub(crate) fn enter() -> DefaultModes {
        let old = modes::read();
        if old != modes::DEFAULT {
            modes::write(modes::DEFAULT);
        }
        DefaultModes { old }
    }
}

impl Drop for DefaultModes {
    #[inline]
    fn drop(&mut self) {
        if self.old != modes::DEFAULT {
            modes::write(self.old);
        }
    }
}
