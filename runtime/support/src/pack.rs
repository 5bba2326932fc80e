//! Copies between arrays with any strides and temporaries without gaps.

use crate::arena::Arena;
use crate::check::View;
use crate::fault::{Fault, planted};

/// Copies an array; its outer extents may be anything where it has no elements.
fn copy(to: (*mut u8, &[i64]), from: (*const u8, &[i64]), shape: &[i64], size: usize) {
    if !shape.contains(&0) {
        copy_axis(to, from, shape, size);
    }
}

/// Strides in elements of a copy: as many as the array has dimensions, but at most this many are
/// copied in one go; the caller has checked.
fn copy_axis(to: (*mut u8, &[i64]), from: (*const u8, &[i64]), shape: &[i64], size: usize) {
    let (Some((&extent, inner)), Some((&to_stride, to_inner)), Some((&from_stride, from_inner))) =
        (shape.split_first(), to.1.split_first(), from.1.split_first())
    else {
        unsafe { core::ptr::copy_nonoverlapping(from.0, to.0, size) };
        return;
    };
    if inner.is_empty() {
        copy_line((to.0, to_stride), (from.0, from_stride), extent, size);
        return;
    }
    let (mut to_at, mut from_at) = (to.0, from.0);
    for _ in 0..extent {
        copy_axis((to_at, to_inner), (from_at, from_inner), inner, size);
        to_at = to_at.wrapping_offset(to_stride.wrapping_mul(size as i64) as isize);
        from_at = from_at.wrapping_offset(from_stride.wrapping_mul(size as i64) as isize);
    }
}

/// Copies `count` elements of `size` bytes; pointers with strides in elements.
pub(crate) fn copy_line(to: (*mut u8, i64), from: (*const u8, i64), count: i64, size: usize) {
    let count = if count > 1 && planted(Fault::LastLinesElementLeft) { count - 1 } else { count };
    match size {
        1 => copy_typed::<u8>(to, from, count),
        2 => copy_typed::<u16>(to, from, count),
        4 => copy_typed::<u32>(to, from, count),
        8 => copy_typed::<u64>(to, from, count),
        _ => copy_typed::<[u64; 2]>(to, from, count),
    }
}

fn copy_typed<T: Copy>(to: (*mut u8, i64), from: (*const u8, i64), count: i64) {
    let (mut to_at, mut from_at) = (to.0.cast::<T>(), from.0.cast::<T>());
    for _ in 0..count {
        // Complex numbers are aligned to their parts only.
        unsafe { to_at.write_unaligned(from_at.read_unaligned()) };
        to_at = to_at.wrapping_offset(to.1 as isize);
        from_at = from_at.wrapping_offset(from.1 as isize);
    }
}

/// A temporary for the elements of `view`, without gaps, whose strides are written to `strides`;
/// null if there is no memory.
pub(crate) fn temporary(arena: &mut Arena, view: &View, size: usize, strides: &mut [i64]) -> *mut u8 {
    let mut elements = 1i64;
    for (axis, stride) in strides.iter_mut().enumerate().take(view.rank).rev() {
        *stride = elements;
        // The product was checked not to overflow.
        elements = elements.wrapping_mul(view.axis(axis).0);
    }
    arena.alloc(elements.wrapping_mul(size as i64))
}

/// The extents and strides of a view.
pub(crate) fn axes(view: &View) -> (&[i64], &[i64]) {
    if view.rank == 0 {
        return (&[], &[]);
    }
    unsafe {
        (
            core::slice::from_raw_parts(view.shape, view.rank),
            core::slice::from_raw_parts(view.strides, view.rank),
        )
    }
}

/// Copies `data`, laid out as `view`, into a temporary.
pub(crate) fn pack(temporary: *mut u8, strides: &[i64], data: *const u8, view: &View, size: usize) {
    let (shape, from_strides) = axes(view);
    copy((temporary, strides), (data, from_strides), shape, size);
}

/// Copies a temporary back to `data`, laid out as `view`.
pub(crate) fn unpack(temporary: *const u8, strides: &[i64], data: *mut u8, view: &View, size: usize) {
    let (shape, to_strides) = axes(view);
    copy((data, to_strides), (temporary, strides), shape, size);
}
