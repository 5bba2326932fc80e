//! State of one call: its memory, its limits, and its first failure.

use crate::arena::Arena;
use crate::layout::{Ctx, Options, Rel, SiteDesc};
use crate::message::Message;
use crate::status::Status;
use core::ffi::c_char;
use core::sync::atomic::{AtomicI32, AtomicU32, Ordering};

/// What `Ctx` is inside the support code. The body of a parallel loop has a `Call` of its own,
/// whose failures go to the `root`.
pub(crate) struct Call {
    pub(crate) arena: Arena,
    /// The call that reports failures; null in that call itself.
    root: *mut Call,
    /// The host's options; null for typed entries.
    pub(crate) options: *const Options,
    /// Whether this runs inside a parallel loop, so that further ones run inline.
    pub(crate) nested: bool,
    /// Whether a failure was recorded: 0, or 1 by the one thread that may write below.
    failed: AtomicU32,
    /// Status of the failure.
    status: Status,
    /// Its place in the source, or null if only the status is known.
    site: *const SiteDesc,
    values: [i64; 4],
}

impl Call {
    /// A new call from a host.
    #[inline]
    pub(crate) fn new(options: *const Options) -> Call {
        Call {
            arena: Arena::new(),
            root: core::ptr::null_mut(),
            options,
            nested: false,
            failed: AtomicU32::new(0),
            status: Status::Ok,
            site: core::ptr::null(),
            values: [0; 4],
        }
    }

    /// The state of one part of a parallel loop inside `parent`.
    pub(crate) fn inside(parent: *mut Call) -> Call {
        let parent_call = unsafe { &*parent };
        let mut call = Call::new(parent_call.options);
        call.root = if parent_call.root.is_null() { parent } else { parent_call.root };
        call.nested = true;
        call
    }

    /// As generated code sees it.
    #[inline]
    pub(crate) fn as_ctx(&mut self) -> *mut Ctx {
        core::ptr::from_mut(self).cast()
    }

    /// Whether there is no memory to give back after a loop, and no host that may have cancelled.
    #[inline]
    pub(crate) fn is_bare(&self) -> bool {
        self.options.is_null() && self.arena.is_empty()
    }

    fn root(&self) -> *const Call {
        if self.root.is_null() { core::ptr::from_ref(self) } else { self.root }
    }

    /// Whether this or another part of the call has failed.
    pub(crate) fn has_failed(&self) -> bool {
        unsafe { &*self.root() }.failed.load(Ordering::Relaxed) != 0
    }

    /// Records a failure, unless there is one already.
    pub(crate) fn fail(&mut self, status: Status, site: *const SiteDesc, values: [i64; 4]) -> Status {
        let root = self.root().cast_mut();
        let claim = unsafe { &(*root).failed };
        if claim.compare_exchange(0, 1, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            // Only the claimant writes, and the entry reads after all parts have ended.
            unsafe {
                (*root).status = status;
                (*root).site = site;
                (*root).values = values;
            }
        }
        status
    }

    /// Whether the host has asked for the end; then this is recorded as the failure.
    pub(crate) fn is_cancelled(&mut self) -> bool {
        let Some(options) = (unsafe { self.options.as_ref() }) else { return false };
        // Another thread of the host may be writing it.
        if options.cancel.is_null()
            || unsafe { AtomicI32::from_ptr(options.cancel.cast_mut()) }.load(Ordering::Relaxed) == 0
        {
            return false;
        }
        self.fail(Status::Cancelled, core::ptr::null(), [0; 4]);
        true
    }

    /// Writes the message of a call that ended with `status` and gives the status to return.
    #[cold]
    #[inline(never)]
    pub(crate) fn report(&self, function: &Rel<c_char>, status: i32) -> i32 {
        if self.failed.load(Ordering::Relaxed) == 0 {
            let status = Status::from_number(status);
            Message::write_status(function, status);
            return status as i32;
        }
        match unsafe { self.site.as_ref() } {
            Some(site) => Message::write_site(site, &self.values),
            None => Message::write_status(function, self.status),
        }
        self.status as i32
    }
}
