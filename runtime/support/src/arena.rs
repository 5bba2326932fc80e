//! Memory of one call: chunks from `malloc`, given out from the front, freed together.

use crate::sys;

/// Alignment of everything that an arena gives out: a cache line, the widest vector.
pub(crate) const ALIGN: usize = 64;
const FIRST_CHUNK: usize = 64 << 10;
/// Bytes from which on a chunk has large pages, where the system has any: memory that is new in every call costs a fault
/// for each page, and stencils touch more small pages than the processor remembers.
const LARGE: usize = 4 << 20;
/// No smaller than a page is on any machine.
const PAGE: usize = 64 << 10;

/// Head of a chunk; the memory follows.
struct Chunk {
    previous: *mut Chunk,
    end: usize,
    /// Whether `free` has to be called.
    owned: bool,
}

/// A stack of allocations. Marks are addresses: the next free byte when they were taken.
pub(crate) struct Arena {
    chunk: *mut Chunk,
    next: usize,
    end: usize,
}

const fn align_up(address: usize) -> usize {
    address.wrapping_add(ALIGN - 1) & !(ALIGN - 1)
}

impl Arena {
    /// An arena without memory.
    pub(crate) const fn new() -> Arena {
        Arena { chunk: core::ptr::null_mut(), next: 0, end: 0 }
    }

    /// Whether nothing was ever taken from `malloc`.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.chunk.is_null()
    }

    /// Uses the host's memory first.
    pub(crate) fn add_workspace(&mut self, memory: usize, bytes: usize) {
        let start = memory.wrapping_add(15) & !15;
        let Some(end) = memory.checked_add(bytes) else { return };
        let data = start.wrapping_add(size_of::<Chunk>());
        if memory == 0 || start < memory || data < start || align_up(data) >= end {
            return;
        }
        let chunk = start as *mut Chunk;
        unsafe { chunk.write(Chunk { previous: self.chunk, end, owned: false }) };
        self.chunk = chunk;
        self.next = align_up(data);
        self.end = end;
    }

    /// Memory aligned to `ALIGN`, or null. Zero bytes give an address that must not be used.
    #[inline]
    pub(crate) fn alloc(&mut self, bytes: i64) -> *mut u8 {
        let Ok(bytes) = usize::try_from(bytes) else { return core::ptr::null_mut() };
        if bytes <= self.end.wrapping_sub(self.next) {
            let memory = self.next;
            // Aligning may pass the end by less than a line; then nothing more fits.
            self.next = align_up(memory.wrapping_add(bytes)).min(self.end);
            if memory & (ALIGN - 1) == 0 && memory != 0 {
                return memory as *mut u8;
            }
        }
        self.alloc_in_new_chunk(bytes)
    }

    #[cold]
    fn alloc_in_new_chunk(&mut self, bytes: usize) -> *mut u8 {
        let overhead = size_of::<Chunk>() + ALIGN;
        let last = if self.chunk.is_null() { 0 } else { self.end.wrapping_sub(self.chunk as usize) };
        let wanted = bytes.checked_add(overhead).filter(|&total| total <= isize::MAX as usize);
        let Some(needed) = wanted else { return core::ptr::null_mut() };
        let generous = last.saturating_mul(2).clamp(FIRST_CHUNK, 64 << 20).max(needed);
        let mut total = generous;
        let mut memory = unsafe { sys::malloc(total) };
        if memory.is_null() && needed < generous {
            total = needed;
            memory = unsafe { sys::malloc(total) };
        }
        if memory.is_null() {
            return core::ptr::null_mut();
        }
        if total >= LARGE {
            let start = (memory as usize).wrapping_add(PAGE - 1) & !(PAGE - 1);
            sys::prefer_large_pages(start, (total - 2 * PAGE) & !(PAGE - 1));
        }
        let chunk = memory.cast::<Chunk>();
        let end = (memory as usize).wrapping_add(total);
        unsafe { chunk.write(Chunk { previous: self.chunk, end, owned: true }) };
        let data = align_up((memory as usize).wrapping_add(size_of::<Chunk>()));
        self.chunk = chunk;
        self.end = end;
        self.next = align_up(data.wrapping_add(bytes)).min(end);
        data as *mut u8
    }

    /// A mark for `release`.
    pub(crate) fn mark(&self) -> i64 {
        self.next as i64
    }

    /// Gives back everything that was allocated since the mark.
    pub(crate) fn release(&mut self, mark: i64) {
        let mark = mark as usize;
        while !self.chunk.is_null() {
            let start = self.chunk as usize;
            if mark > start && mark <= self.end {
                self.next = mark;
                return;
            }
            let chunk = unsafe { &*self.chunk };
            let (previous, owned) = (chunk.previous, chunk.owned);
            if owned {
                unsafe { sys::free(self.chunk.cast()) };
            }
            self.chunk = previous;
            self.end = if previous.is_null() { 0 } else { unsafe { (*previous).end } };
            self.next = self.end;
        }
        self.next = 0;
    }

    /// Gives back everything.
    pub(crate) fn clear(&mut self) {
        self.release(0);
    }
}
