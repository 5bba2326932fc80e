//! Known mistakes of the boundary, to see whether the tests would notice them: those of `base::fault` in the stage
//! "boundary", by their numbers in its order.
//!
//! Only a library that is made with the compiler's feature `faults` looks for one; there is none of this in others.

/// A mistake.
#[derive(Clone, Copy)]
pub(crate) enum Fault {
    PackingSkipped,
    ResultNotCopiedBack,
    FrameJoinedAnyway,
    ExtentAccepted,
    OverlapAccepted,
    LastLinesElementLeft,
}

/// Whether the mistake is to be made.
#[cfg(faults)]
pub(crate) fn planted(fault: Fault) -> bool {
    crate::sys::environment_number(b"ARRC_FAULT\0") == fault as i32
}

/// Whether the mistake is to be made.
#[cfg(not(faults))]
#[inline(always)]
pub(crate) const fn planted(_fault: Fault) -> bool {
    false
}
