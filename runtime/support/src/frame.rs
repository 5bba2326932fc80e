//! Runs a kernel over loop dimensions.
//!
//! Kernels with core dimensions are called once per cell. Lifted kernels take a whole line of the
//! frame at once; before that the frame's axes are ordered by stride and joined where possible,
//! so that an operation on contiguous arrays of any rank is one call.

use crate::call::Call;
use crate::check::{Boundary, dtype_of};
use crate::fault::{Fault, planted};
use crate::layout::{
    Ctx, FN_FRAME_STRIDES, KernelFn, MAX_ARGS, MAX_RANK, MAX_SLOTS, PARAM_INOUT, ParamDesc, arg_slots,
};
use crate::pack;
use crate::parallel::{self, call_of};
use crate::status::Status;
use core::ffi::c_void;
use core::mem::MaybeUninit;

/// Strides of all arguments over the frame, in words.
const MAX_STRIDES: usize = 1024;
/// Elements that are packed at a time for kernels that need unit strides.
const BLOCK: i64 = 1024;
/// Elements of work below which other threads are not worth waking.
const PARALLEL_WORK: i64 = 1 << 15;

/// The loop dimensions of a call.
pub(crate) struct Frame {
    pub(crate) rank: usize,
    pub(crate) shape: [i64; MAX_RANK],
    n_args: usize,
    /// `strides[axis * n_args + argument]`, in elements; 0 where an argument is stretched.
    strides: [MaybeUninit<i64>; MAX_STRIDES],
}

impl Frame {
    /// No loop dimensions.
    pub(crate) fn start(storage: &mut MaybeUninit<Frame>) -> &mut Frame {
        let frame = storage.as_mut_ptr();
        // All members but the array of `MaybeUninit`, which needs no value.
        unsafe {
            (&raw mut (*frame).rank).write(0);
            (&raw mut (*frame).shape).write([1; MAX_RANK]);
            (&raw mut (*frame).n_args).write(0);
            &mut *frame
        }
    }

    /// Sets how many strides each axis has; false if there is no room for them.
    pub(crate) fn set_args(&mut self, n_args: usize) -> bool {
        self.n_args = n_args;
        let words = n_args.saturating_mul(self.rank);
        for stride in self.strides.iter_mut().take(words) {
            stride.write(0);
        }
        words <= MAX_STRIDES
    }

    /// Sets one stride.
    pub(crate) fn set_stride(&mut self, axis: usize, argument: usize, stride: i64) {
        // `set_args` has made sure that there is room for all of them, and written them.
        unsafe { self.strides.get_unchecked_mut(axis * self.n_args + argument) }.write(stride);
    }

    fn stride(&self, axis: usize, argument: usize) -> i64 {
        unsafe { self.strides.get_unchecked(axis * self.n_args + argument).assume_init() }
    }

    fn extent(&self, axis: usize) -> i64 {
        self.shape.get(axis).copied().unwrap_or(1)
    }

    /// Number of cells, or `None` beyond 2^63.
    pub(crate) fn n_cells(&self) -> Option<i64> {
        let shape = self.shape.get(..self.rank)?;
        if shape.contains(&0) {
            return Some(0);
        }
        shape.iter().try_fold(1i64, |product, &extent| product.checked_mul(extent))
    }

    fn swap_axes(&mut self, a: usize, b: usize) {
        if a < MAX_RANK && b < MAX_RANK {
            self.shape.swap(a, b);
        }
        for argument in 0..self.n_args {
            let (stride_a, stride_b) = (self.stride(a, argument), self.stride(b, argument));
            self.set_stride(a, argument, stride_b);
            self.set_stride(b, argument, stride_a);
        }
    }

    fn remove_axis(&mut self, axis: usize) {
        for next in axis..self.rank.saturating_sub(1) {
            self.swap_axes(next, next + 1);
        }
        self.rank = self.rank.saturating_sub(1);
    }

    /// Whether `inner` continues where one step of `outer` ends, for every argument.
    fn is_joinable(&self, outer: usize, inner: usize) -> bool {
        (0..self.n_args).all(|argument| {
            self.stride(inner, argument).checked_mul(self.extent(inner)) == Some(self.stride(outer, argument))
        })
    }

    /// Orders the axes by the strides of `leader`, largest first, and joins neighbours.
    fn collapse(&mut self, leader: usize) {
        for axis in (0..self.rank).rev() {
            if self.extent(axis) == 1 {
                self.remove_axis(axis);
            }
        }
        for end in 1..self.rank {
            for axis in (1..=end).rev() {
                let outer = self.stride(axis - 1, leader).unsigned_abs();
                if outer >= self.stride(axis, leader).unsigned_abs() {
                    break;
                }
                self.swap_axes(axis - 1, axis);
            }
        }
        for inner in (1..self.rank).rev() {
            let outer = inner - 1;
            if !self.is_joinable(outer, inner) && !planted(Fault::FrameJoinedAnyway) {
                continue;
            }
            let joined = self.extent(outer).wrapping_mul(self.extent(inner));
            if let Some(extent) = self.shape.get_mut(inner) {
                *extent = joined;
            }
            self.remove_axis(outer);
        }
    }
}

/// A position in the first `rank` axes of a frame, and where each argument is there.
struct Odometer<'a> {
    frame: &'a Frame,
    rank: usize,
    position: [i64; MAX_RANK],
    /// Byte addresses.
    at: [*mut u8; MAX_ARGS],
    sizes: [u8; MAX_ARGS],
}

impl<'a> Odometer<'a> {
    fn new(boundary: &Boundary<'_>, frame: &'a Frame, rank: usize) -> Odometer<'a> {
        let mut odometer = Odometer {
            frame,
            rank,
            position: [0; MAX_RANK],
            at: [core::ptr::null_mut(); MAX_ARGS],
            sizes: [1; MAX_ARGS],
        };
        let cursors = odometer.at.iter_mut().zip(&mut odometer.sizes);
        for ((at, size), (view, param)) in cursors.zip(boundary.views().iter().zip(boundary.params())) {
            *at = view.data;
            *size = dtype_of(param).size() as u8;
        }
        odometer
    }

    fn shift(&mut self, axis: usize, steps: i64) {
        let cursors = self.at.iter_mut().zip(&self.sizes);
        for (argument, (at, &size)) in cursors.enumerate().take(self.frame.n_args) {
            let stride = self.frame.stride(axis, argument).wrapping_mul(i64::from(size));
            *at = at.wrapping_offset(stride.wrapping_mul(steps) as isize);
        }
    }

    /// Goes to cell number `cell` in row-major order.
    fn seek(&mut self, cell: i64) {
        let mut rest = cell;
        for axis in (0..self.rank).rev() {
            let extent = self.frame.extent(axis).max(1);
            let quotient = rest.checked_div(extent).unwrap_or(0);
            let position = rest.wrapping_sub(quotient.wrapping_mul(extent));
            rest = quotient;
            let old = self.position.get(axis).copied().unwrap_or(0);
            if let Some(entry) = self.position.get_mut(axis) {
                *entry = position;
            }
            if position != old {
                self.shift(axis, position.wrapping_sub(old));
            }
        }
    }

    /// Goes to the next cell.
    fn advance(&mut self) {
        for axis in (0..self.rank).rev() {
            let extent = self.frame.extent(axis);
            let Some(entry) = self.position.get_mut(axis) else { return };
            *entry += 1;
            if *entry < extent {
                self.shift(axis, 1);
                return;
            }
            *entry = 0;
            self.shift(axis, 1i64.wrapping_sub(extent));
        }
    }
}

/// What the bodies of the loops over cells and lines share.
struct Work<'a> {
    boundary: &'a Boundary<'a>,
    frame: &'a Frame,
    kernel: KernelFn,
    /// Extent of the innermost axis for lifted kernels.
    line: i64,
    /// Elements per call of a lifted kernel.
    block: i64,
}

fn start(call: &mut Call, work: &Work<'_>, cells: i64, cell_work: i64, body: crate::layout::BodyFn) -> i32 {
    let state = core::ptr::from_ref(work).cast_mut().cast::<c_void>();
    let threads = i64::from(parallel::threads_of(call));
    let total = cells.saturating_mul(cell_work);
    if threads > 1 && cells >= threads && total >= PARALLEL_WORK {
        let grain = (PARALLEL_WORK / 8).checked_div(cell_work.max(1)).unwrap_or(1);
        return parallel::run(call, cells, grain.max(1), body, state);
    }
    // Not as a parallel loop of one part: the kernel itself may use threads.
    unsafe { body(state, 0, cells, call.as_ctx()) }
}

/// Calls a kernel with core dimensions for every cell of the frame.
pub(crate) fn run_cells(call: &mut Call, boundary: &Boundary<'_>, kernel: KernelFn, frame: &Frame) -> i32 {
    if frame.rank == 0 && boundary.packed == 0 {
        // The slots are right as they are; a small call has no time for more.
        return unsafe { kernel(boundary.slots().as_ptr(), call.as_ctx()) };
    }
    let cells = frame.n_cells().unwrap_or(0);
    if cells == 0 {
        // A cell that nobody computes may be larger than any memory.
        return 0;
    }
    let mut cell_work = 1i64;
    for view in boundary.views() {
        let (shape, _) = pack::axes(view);
        let elements = shape.iter().fold(1i64, |product, &extent| product.saturating_mul(extent));
        cell_work = cell_work.saturating_add(elements);
    }
    let work = Work { boundary, frame, kernel, line: 1, block: 1 };
    start(call, &work, cells, cell_work, cells_body)
}

/// Temporaries of one thread for arguments whose strides the kernel does not take.
struct Temporaries {
    memory: [*mut u8; MAX_ARGS],
}

unsafe extern "C" fn cells_body(state: *mut c_void, lo: i64, hi: i64, ctx: *mut Ctx) -> i32 {
    let work = unsafe { &*state.cast::<Work<'_>>() };
    let call = unsafe { call_of(ctx) };
    let boundary = work.boundary;
    let mut slots = [MaybeUninit::<i64>::uninit(); MAX_SLOTS];
    for (slot, &value) in slots.iter_mut().zip(boundary.slots()) {
        slot.write(value);
    }
    let slots: &mut [i64] =
        unsafe { core::slice::from_raw_parts_mut(slots.as_mut_ptr().cast(), boundary.slots().len()) };
    let Some(temporaries) = make_cell_temporaries(call, boundary, slots) else {
        return call.fail(Status::Memory, core::ptr::null(), [0; 4]) as i32;
    };
    let mut odometer = Odometer::new(boundary, work.frame, work.frame.rank);
    odometer.seek(lo);
    for cell in lo..hi {
        if cell != lo && (call.has_failed() || call.is_cancelled()) {
            return Status::Cancelled as i32;
        }
        move_cell(boundary, &odometer, &temporaries, slots, Direction::In);
        let mark = call.arena.mark();
        let status = unsafe { (work.kernel)(slots.as_ptr(), ctx) };
        call.arena.release(mark);
        if status != 0 {
            return status;
        }
        move_cell(boundary, &odometer, &temporaries, slots, Direction::Out);
        odometer.advance();
    }
    0
}

/// Number of slots of an argument of a kernel with core dimensions.
fn slots_of(param: &ParamDesc) -> usize {
    arg_slots(dtype_of(param), usize::from(param.rank))
}

/// Where the strides of an argument begin among its slots, and what its strides count there.
fn strides_of(param: &ParamDesc) -> (usize, i64) {
    let is_complex = dtype_of(param).is_complex();
    (1 + usize::from(param.rank) + usize::from(is_complex), if is_complex { 2 } else { 1 })
}

/// Makes a temporary for each packed argument and writes its strides into the slots.
fn make_cell_temporaries(call: &mut Call, boundary: &Boundary<'_>, slots: &mut [i64]) -> Option<Temporaries> {
    let mut temporaries = Temporaries { memory: [core::ptr::null_mut(); MAX_ARGS] };
    let mut next = 0;
    for (idx, (param, view)) in boundary.params().iter().zip(boundary.views()).enumerate() {
        let (strides_at, scale) = strides_of(param);
        let strides_at = next + strides_at;
        next += slots_of(param);
        if boundary.packed & (1 << (idx & 63)) == 0 {
            continue;
        }
        let strides = slots.get_mut(strides_at..)?;
        let size = dtype_of(param).size();
        let memory = pack::temporary(&mut call.arena, view, size, strides);
        if memory.is_null() {
            return None;
        }
        strides.iter_mut().take(view.rank).for_each(|stride| *stride = stride.wrapping_mul(scale));
        *temporaries.memory.get_mut(idx)? = memory;
    }
    Some(temporaries)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    In,
    Out,
}

/// Before a cell: puts its addresses and scalars into the slots and packs what must be packed.
/// After it: unpacks results.
fn move_cell(
    boundary: &Boundary<'_>,
    odometer: &Odometer<'_>,
    temporaries: &Temporaries,
    slots: &mut [i64],
    direction: Direction,
) {
    let mut next = 0;
    let cursors = odometer.at.iter().zip(&temporaries.memory);
    let args = boundary.params().iter().zip(boundary.views());
    for (idx, ((param, view), (&at, &temporary))) in args.zip(cursors).enumerate() {
        let own = next;
        next += slots_of(param);
        let is_param = idx < boundary.desc.n_params as usize;
        let is_inout = param.flags & PARAM_INOUT != 0;
        let dtype = dtype_of(param);
        let Some(own_slots) = slots.get_mut(own..) else { return };
        if direction == Direction::In && param.rank == 0 && is_param && !is_inout {
            let (low, high) = unsafe { crate::check::read_scalar(dtype, at) };
            if let [slot, ..] = own_slots {
                *slot = low;
            }
            if let (true, [_, slot, ..]) = (dtype.is_complex(), own_slots) {
                *slot = high;
            }
            continue;
        }
        let address = if temporary.is_null() { at } else { temporary };
        if let [slot, ..] = own_slots {
            *slot = address as i64;
        }
        if let (true, 0, [_, slot, ..]) = (dtype.is_complex(), param.rank, own_slots) {
            *slot = address.wrapping_add(dtype.part().size()) as i64;
        }
        if temporary.is_null() {
            continue;
        }
        let (strides_at, scale) = strides_of(param);
        let mut strides = [0; MAX_RANK];
        let taken = slots.iter().skip(own + strides_at).take(view.rank);
        for (stride, &slot) in strides.iter_mut().zip(taken) {
            *stride = slot.checked_div(scale).unwrap_or(slot);
        }
        let Some(strides) = strides.get(..view.rank) else { return };
        if direction == Direction::In && is_param {
            pack::pack(temporary, strides, at, view, dtype.size());
        } else if direction == Direction::Out && (!is_param || is_inout) && !planted(Fault::ResultNotCopiedBack) {
            pack::unpack(temporary, strides, at, view, dtype.size());
        }
    }
}

/// Calls a lifted kernel for every line of the frame.
pub(crate) fn run_lines(
    call: &mut Call,
    boundary: &Boundary<'_>,
    kernel: KernelFn,
    frame: &mut Frame,
) -> i32 {
    let Some(cells) = frame.n_cells() else { return Status::Shape as i32 };
    if cells == 0 {
        return 0;
    }
    frame.collapse(boundary.desc.n_params as usize);
    let outer_rank = frame.rank.saturating_sub(1);
    let line = if frame.rank == 0 { 1 } else { frame.extent(outer_rank) };
    let takes_any = boundary.desc.flags & FN_FRAME_STRIDES != 0;
    let is_unit = |argument| frame.rank == 0 || frame.stride(outer_rank, argument) == 1;
    let block = if takes_any || (0..frame.n_args).all(is_unit) { line } else { BLOCK.min(line) };
    let blocks_per_line = (line - 1).checked_div(block).unwrap_or(0) + 1;
    let lines = cells.checked_div(line).unwrap_or(0);
    let work = Work { boundary, frame, kernel, line, block };
    if lines == 1 && blocks_per_line == 1 {
        let state = core::ptr::from_ref(&work).cast_mut().cast::<c_void>();
        return unsafe { lines_body(state, 0, 1, call.as_ctx()) };
    }
    start(call, &work, lines.saturating_mul(blocks_per_line), block, lines_body)
}

unsafe extern "C" fn lines_body(state: *mut c_void, lo: i64, hi: i64, ctx: *mut Ctx) -> i32 {
    let work = unsafe { &*state.cast::<Work<'_>>() };
    let call = unsafe { call_of(ctx) };
    let (boundary, frame) = (work.boundary, work.frame);
    let Some(mut blocks) = Blocks::new(call, work) else {
        return call.fail(Status::Memory, core::ptr::null(), [0; 4]) as i32;
    };
    let outer_rank = frame.rank.saturating_sub(1);
    let mut odometer = Odometer::new(boundary, frame, outer_rank);
    let blocks_per_line = (work.line - 1).checked_div(work.block).unwrap_or(0) + 1;
    for item in lo..hi {
        if item != lo && (call.has_failed() || call.is_cancelled()) {
            return Status::Cancelled as i32;
        }
        let line = item.checked_div(blocks_per_line).unwrap_or(0);
        let first = item.wrapping_sub(line.wrapping_mul(blocks_per_line)).wrapping_mul(work.block);
        let count = work.block.min(work.line.wrapping_sub(first));
        odometer.seek(line);
        blocks.load(boundary, &odometer, first, count);
        let mark = call.arena.mark();
        let status = unsafe { (work.kernel)(blocks.slots.as_ptr(), ctx) };
        call.arena.release(mark);
        if status != 0 {
            return status;
        }
        blocks.store(boundary, &odometer, first, count);
    }
    0
}

/// The slots of a lifted kernel, and the temporaries of those arguments that need one.
struct Blocks {
    slots: [i64; 1 + 2 * MAX_ARGS],
    temporaries: [*mut u8; MAX_ARGS],
    /// Strides along the line.
    strides: [i64; MAX_ARGS],
    /// For arguments that are stretched along the line: the address whose value fills the
    /// temporary.
    filled: [*mut u8; MAX_ARGS],
}

impl Blocks {
    fn new(call: &mut Call, work: &Work<'_>) -> Option<Blocks> {
        let frame = work.frame;
        let mut blocks = Blocks {
            slots: [1; 1 + 2 * MAX_ARGS],
            temporaries: [core::ptr::null_mut(); MAX_ARGS],
            strides: [1; MAX_ARGS],
            filled: [core::ptr::null_mut(); MAX_ARGS],
        };
        let takes_any = work.boundary.desc.flags & FN_FRAME_STRIDES != 0;
        for (idx, param) in work.boundary.params().iter().enumerate() {
            if frame.rank == 0 || work.line == 1 {
                continue;
            }
            let stride = frame.stride(frame.rank - 1, idx);
            *blocks.strides.get_mut(idx)? = stride;
            if stride == 1 || takes_any {
                *blocks.slots.get_mut(2 + 2 * idx)? = stride;
                continue;
            }
            let bytes = work.block.wrapping_mul(dtype_of(param).size() as i64);
            let memory = call.arena.alloc(bytes);
            if memory.is_null() {
                return None;
            }
            *blocks.temporaries.get_mut(idx)? = memory;
        }
        Some(blocks)
    }

    fn load(&mut self, boundary: &Boundary<'_>, odometer: &Odometer<'_>, first: i64, count: i64) {
        self.slots[0] = count;
        let n_params = boundary.desc.n_params as usize;
        for (idx, (param, &line)) in boundary.params().iter().zip(&odometer.at).enumerate() {
            let size = dtype_of(param).size();
            let (Some(&stride), Some(&temporary)) = (self.strides.get(idx), self.temporaries.get(idx)) else {
                return;
            };
            let at = element(line, first, stride, size);
            let address = if temporary.is_null() { at } else { temporary };
            if let Some(slot) = self.slots.get_mut(1 + 2 * idx) {
                *slot = address as i64;
            }
            if temporary.is_null() || idx >= n_params {
                continue;
            }
            let Some(filled) = self.filled.get_mut(idx) else { return };
            if stride == 0 && *filled == at {
                continue;
            }
            // A stretched argument fills the whole block, whatever this line needs of it.
            let n_elements = if stride == 0 { BLOCK.min(count.max(1)) } else { count };
            *filled = if stride == 0 && n_elements == count { at } else { core::ptr::null_mut() };
            pack::copy_line((temporary, 1), (at, stride), n_elements, size);
        }
    }

    fn store(&self, boundary: &Boundary<'_>, odometer: &Odometer<'_>, first: i64, count: i64) {
        let n_params = boundary.desc.n_params as usize;
        for (idx, (param, &line)) in boundary.params().iter().zip(&odometer.at).enumerate() {
            let is_written = idx >= n_params || param.flags & PARAM_INOUT != 0;
            let (Some(&stride), Some(&temporary)) = (self.strides.get(idx), self.temporaries.get(idx)) else {
                return;
            };
            if !is_written || temporary.is_null() {
                continue;
            }
            let size = dtype_of(param).size();
            let at = element(line, first, stride, size);
            pack::copy_line((at, stride), (temporary, 1), count, size);
        }
    }
}

fn element(line: *mut u8, idx: i64, stride: i64, size: usize) -> *mut u8 {
    line.wrapping_offset(idx.wrapping_mul(stride).wrapping_mul(size as i64) as isize)
}
