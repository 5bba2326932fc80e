//! The typed entries: one C function per instance, views by pointer, scalars by value.

use crate::call::Call;
use crate::check::{Boundary, Check, View};
use crate::frame::{self, Frame};
use crate::layout::{FN_FRAME, FnDesc, KernelFn, PARAM_INOUT, ParamDesc, Rel};
use crate::level::{self, DefaultModes};
use crate::status::Status;
use core::ffi::c_void;
use core::mem::MaybeUninit;

/// Validates the arguments and runs the kernel. `argv` holds for each parameter and result the
/// view, or the address of the scalar.
pub(crate) unsafe fn call(desc: &FnDesc, argv: *const *const c_void) -> i32 {
    let mut storage = MaybeUninit::uninit();
    let boundary = Boundary::start(&mut storage, desc);
    if desc.flags & FN_FRAME != 0 {
        if let Err(status) = unsafe { add_lifted(boundary, argv) } {
            return status as i32;
        }
    } else if let Err(status) = unsafe { add_all(boundary, argv) } {
        return status as i32;
    }
    let Some(kernel) = level::choose(&desc.impls).and_then(Rel::kernel) else {
        return level::refuse(&desc.name);
    };
    let mut call = Call::new(core::ptr::null());
    let _modes = DefaultModes::enter();
    let status = if boundary.packed == 0 {
        unsafe { kernel(boundary.slots().as_ptr(), call.as_ctx()) }
    } else {
        run_packed(&mut call, boundary, kernel)
    };
    if !call.arena.is_empty() {
        call.arena.clear();
    }
    if status != 0 {
        return call.report(&desc.name, status);
    }
    0
}

#[inline]
unsafe fn add_all(boundary: &mut Boundary<'_>, argv: *const *const c_void) -> Check {
    let n_params = boundary.desc.n_params as usize;
    for (idx, param) in boundary.params().iter().enumerate() {
        let argument = unsafe { *argv.add(idx) }.cast_mut().cast::<u8>();
        if argument.is_null() {
            boundary.complain(param).text(" is a null pointer");
            return Err(Status::Null);
        }
        if param.rank > 0 {
            unsafe { add_view(boundary, param, argument, idx >= n_params) }?;
        } else if idx < n_params && param.flags & PARAM_INOUT == 0 {
            // A copy on the wrapper's stack, which no result can overwrite.
            boundary.push_empty_span();
            boundary.add_scalar(param, argument);
        } else {
            boundary.check_memory(param, &scalar(argument))?;
            if idx < n_params {
                boundary.set_inout();
            }
            boundary.add_scalar_place(param, argument);
        }
    }
    boundary.finish(boundary.views())
}

fn scalar(data: *mut u8) -> View {
    View { data, shape: core::ptr::null(), strides: core::ptr::null(), rank: 0 }
}

/// Adds the array behind a C view: data pointer, extents, strides.
#[inline]
unsafe fn add_view(
    boundary: &mut Boundary<'_>,
    param: &ParamDesc,
    argument: *mut u8,
    is_result: bool,
) -> Check {
    if argument as usize & 7 != 0 {
        boundary.complain(param).text(" is a misaligned view");
        return Err(Status::Align);
    }
    let words = argument.cast::<i64>();
    if param.flags & PARAM_INOUT != 0 {
        boundary.set_inout();
    }
    if param.rank == 1 && boundary.add_vector(param, &unsafe { view_of(words, 1) }) {
        return Ok(());
    }
    unsafe { add_any(boundary, param, words, is_result) }
}

#[inline(always)]
unsafe fn view_of(words: *const i64, rank: usize) -> View {
    let data = unsafe { words.cast::<*mut u8>().read() };
    View { data, shape: words.wrapping_add(1), strides: words.wrapping_add(1 + rank), rank }
}

#[inline(never)]
unsafe fn add_any(
    boundary: &mut Boundary<'_>,
    param: &ParamDesc,
    words: *const i64,
    is_result: bool,
) -> Check {
    let view = unsafe { view_of(words, usize::from(param.rank)) };
    boundary.check_memory(param, &view)?;
    if is_result || param.flags & PARAM_INOUT != 0 {
        boundary.check_distinct(param, &view)?;
    }
    boundary.add_array(param, view)
}

/// A lifted kernel is called for a frame of one.
#[inline]
unsafe fn add_lifted(boundary: &mut Boundary<'_>, argv: *const *const c_void) -> Check {
    let n_params = boundary.desc.n_params as usize;
    boundary.push_slot(1);
    for (idx, param) in boundary.params().iter().enumerate() {
        let argument = unsafe { *argv.add(idx) }.cast_mut().cast::<u8>();
        if argument.is_null() {
            boundary.complain(param).text(" is a null pointer");
            return Err(Status::Null);
        }
        // A parameter is a copy on the wrapper's stack, which nothing else reaches.
        if idx >= n_params {
            boundary.check_memory(param, &scalar(argument))?;
        }
        boundary.add_lifted_value(argument);
    }
    boundary.check_overlap(boundary.views())
}

/// For arguments whose innermost stride the kernel does not take.
#[cold]
#[inline(never)]
fn run_packed(call: &mut Call, boundary: &Boundary<'_>, kernel: KernelFn) -> i32 {
    let mut storage = MaybeUninit::uninit();
    frame::run_cells(call, boundary, kernel, Frame::start(&mut storage))
}
