//! The uniform entries on DLPack's plain tensors: choice of the instance by element types, loop
//! dimensions with NumPy's broadcasting.

use crate::call::Call;
use crate::check::{Boundary, Check, View, dtype_of, params_of};
use crate::dtype::DType;
use crate::frame::{self, Frame};
use crate::layout::{
    DLTensor, FN_FRAME, FnDesc, GroupDesc, MAX_ARGS, MAX_RANK, Options, PARAM_CLOSED, PARAM_INOUT, PARAM_NO_LIFT,
    ParamDesc, Rel,
};
use crate::level::{self, DefaultModes};
use crate::message::Message;
use crate::status::Status;
use core::ffi::c_char;
use core::mem::MaybeUninit;

/// Room for the strides of tensors that come without.
const MAX_MADE_STRIDES: usize = 512;

/// All tensors of a call, parameters first.
struct Tensors {
    views: [MaybeUninit<View>; MAX_ARGS],
    /// None for a type that the language does not have.
    dtypes: [MaybeUninit<DType>; MAX_ARGS],
    n_tensors: usize,
    made: [MaybeUninit<i64>; MAX_MADE_STRIDES],
    n_made: usize,
}

impl Tensors {
    fn start(storage: &mut MaybeUninit<Tensors>) -> &mut Tensors {
        let tensors = storage.as_mut_ptr();
        // All members but the arrays of `MaybeUninit`, which need no value.
        unsafe {
            (&raw mut (*tensors).n_tensors).write(0);
            (&raw mut (*tensors).n_made).write(0);
            &mut *tensors
        }
    }

    fn views(&self) -> &[View] {
        unsafe { core::slice::from_raw_parts(self.views.as_ptr().cast(), self.n_tensors) }
    }

    fn dtypes(&self) -> &[DType] {
        unsafe { core::slice::from_raw_parts(self.dtypes.as_ptr().cast(), self.n_tensors) }
    }

    /// Row-major strides without gaps.
    fn make_strides(&mut self, shape: *const i64, rank: usize) -> Option<*const i64> {
        let start = self.n_made;
        self.n_made += rank;
        let strides = self.made.get_mut(start..self.n_made)?;
        let mut step = 1i64;
        for (axis, stride) in strides.iter_mut().enumerate().rev() {
            stride.write(step);
            // If this overflows, the check of the array's size refuses it.
            step = step.wrapping_mul(unsafe { *shape.add(axis) }.max(1));
        }
        Some(strides.as_ptr().cast())
    }
}

#[cold]
fn refuse(name: &Rel<c_char>, kind: &str, idx: usize, reason: &str, status: Status) -> Status {
    let mut message = Message::new();
    message.c_text(name).text(": ").text(kind).text(" ").number(idx as i64).text(reason);
    status
}

/// Validates the tensors, chooses the instance and runs it.
pub(crate) unsafe fn call(
    group: &GroupDesc,
    inputs: *const *const DLTensor,
    outputs: *const *mut DLTensor,
    options: *const Options,
) -> i32 {
    let options = match unsafe { read_options(&group.name, options) } {
        Ok(options) => options,
        Err(status) => return status as i32,
    };
    let mut storage = MaybeUninit::uninit();
    let tensors = Tensors::start(&mut storage);
    let (n_inputs, n_outputs) = (group.n_inputs as usize, group.n_outputs as usize);
    let read = unsafe { read_tensors(group, "input", inputs, n_inputs, tensors) }
        .and_then(|()| unsafe { read_tensors(group, "output", outputs.cast(), n_outputs, tensors) });
    if let Err(status) = read {
        return status as i32;
    }
    match choose(group, tensors) {
        Ok(desc) => run(desc, tensors.views(), &options),
        Err(status) => status as i32,
    }
}

/// The host's options as this version knows them.
unsafe fn read_options(name: &Rel<c_char>, options: *const Options) -> Check<Options> {
    let known = size_of::<Options>();
    let mut copy = unsafe { core::mem::zeroed::<Options>() };
    if options.is_null() {
        return Ok(copy);
    }
    if options as usize & 7 != 0 {
        Message::new().c_text(name).text(": `options` is misaligned");
        return Err(Status::Align);
    }
    let size = unsafe { (*options).size };
    if !(16..=4096).contains(&size) {
        Message::new().c_text(name).text(": `options.size` is not the size of arrc_options");
        return Err(Status::Version);
    }
    let size = size as usize;
    let bytes = options.cast::<u8>();
    unsafe {
        let to = (&raw mut copy).cast::<u8>();
        core::ptr::copy_nonoverlapping(bytes, to, size.min(known));
    }
    if (known..size).any(|at| unsafe { *bytes.add(at) } != 0) {
        Message::new().c_text(name).text(": `options` asks for something this library lacks");
        return Err(Status::Version);
    }
    // The lowest page and the upper half of the addresses belong to no process.
    let (workspace, bytes) = (copy.workspace as u64, copy.workspace_size);
    let end = workspace.saturating_add(bytes);
    if workspace != 0 && bytes != 0 && (workspace < 4096 || end > i64::MAX as u64) {
        Message::new().c_text(name).text(": `options.workspace` is no memory of a process");
        return Err(Status::Null);
    }
    Ok(copy)
}

unsafe fn read_tensors(
    group: &GroupDesc,
    kind: &str,
    pointers: *const *const DLTensor,
    count: usize,
    into: &mut Tensors,
) -> Check {
    if pointers.is_null() && count > 0 {
        Message::new().c_text(&group.name).text(": the ").text(kind).text("s are a null pointer");
        return Err(Status::Null);
    }
    for idx in 0..count {
        let reject = |reason, status| Err(refuse(&group.name, kind, idx, reason, status));
        let Some(tensor) = (unsafe { (*pointers.add(idx)).as_ref() }) else {
            return reject(" is a null pointer", Status::Null);
        };
        // 3 and 11 are memory of the CPU that another device can reach too.
        if !matches!(tensor.device.device_type, 1 | 3 | 11) {
            return reject(" is not in the CPU's memory", Status::Device);
        }
        let rank = tensor.ndim as usize;
        if tensor.ndim < 0 || rank > MAX_RANK {
            return reject(" has an impossible number of dimensions", Status::Rank);
        }
        if rank > 0 && tensor.shape.is_null() {
            return reject(" has no shape", Status::Null);
        }
        let strides = if tensor.strides.is_null() {
            into.make_strides(tensor.shape, rank)
        } else {
            Some(tensor.strides)
        };
        let Some(strides) = strides else {
            return reject(" brings too many dimensions", Status::Rank);
        };
        let data = tensor.data.cast::<u8>();
        let data = if data.is_null() { data } else { data.wrapping_add(tensor.byte_offset as usize) };
        let (code, bits) = (tensor.dtype.code, tensor.dtype.bits);
        let Some(dtype) = DType::from_dlpack(code, bits).filter(|_| tensor.dtype.lanes == 1) else {
            return reject(" has no element type of arr", Status::DType);
        };
        let view = View { data, shape: tensor.shape, strides, rank };
        let entries = (into.views.get_mut(into.n_tensors), into.dtypes.get_mut(into.n_tensors));
        if let (Some(view_entry), Some(dtype_entry)) = entries {
            view_entry.write(view);
            dtype_entry.write(dtype);
            into.n_tensors += 1;
        }
    }
    Ok(())
}

/// The first instance with exactly these element types whose core ranks are low enough.
fn choose<'a>(group: &'a GroupDesc, tensors: &Tensors) -> Check<&'a FnDesc> {
    let mut types_match = false;
    for idx in 0..group.n_instances as usize {
        let desc = unsafe { &*(*group.instances.get().add(idx)).get() };
        let params = params_of(desc);
        let same = |(param, dtype): (&ParamDesc, &DType)| *dtype == dtype_of(param);
        if params.len() != tensors.n_tensors || !params.iter().zip(tensors.dtypes()).all(same) {
            continue;
        }
        types_match = true;
        let enough = |(param, view): (&ParamDesc, &View)| view.rank >= usize::from(param.rank);
        if params.iter().zip(tensors.views()).all(enough) {
            return Ok(desc);
        }
    }
    Err(refuse_choice(group, tensors, types_match))
}

#[cold]
fn refuse_choice(group: &GroupDesc, tensors: &Tensors, types_match: bool) -> Status {
    let mut message = Message::new();
    message.c_text(&group.name);
    if types_match {
        message.text(": too few dimensions:");
        for (idx, view) in tensors.views().iter().enumerate() {
            message.text(if idx == 0 { " " } else { ", " }).number(view.rank as i64);
        }
        return Status::Rank;
    }
    message.text(": no instance for the element types ");
    for (idx, dtype) in tensors.dtypes().iter().enumerate() {
        message.text(if idx == 0 { "" } else { ", " });
        message.text(dtype.name());
    }
    Status::DType
}

fn run(desc: &FnDesc, views: &[View], options: &Options) -> i32 {
    let (mut boundary, mut frame) = (MaybeUninit::uninit(), MaybeUninit::uninit());
    let boundary = Boundary::start(&mut boundary, desc);
    let frame = Frame::start(&mut frame);
    let prepared = find_frame(boundary, views, frame).and_then(|()| add_all(boundary, views, frame));
    if let Err(status) = prepared {
        return status as i32;
    }
    let Some(kernel) = level::choose(&desc.impls).and_then(Rel::kernel) else {
        return level::refuse(&desc.name);
    };
    let mut call = Call::new(options);
    let workspace_size = usize::try_from(options.workspace_size).unwrap_or(0);
    call.arena.add_workspace(options.workspace as usize, workspace_size);
    let _modes = DefaultModes::enter();
    let status = if call.is_cancelled() {
        Status::Cancelled as i32
    } else if desc.flags & FN_FRAME != 0 {
        frame::run_lines(&mut call, boundary, kernel, frame)
    } else {
        frame::run_cells(&mut call, boundary, kernel, frame)
    };
    call.arena.clear();
    if status != 0 {
        return call.report(&desc.name, status);
    }
    0
}

/// The loop dimensions that all inputs together ask for, and each argument's strides over them.
fn find_frame(boundary: &Boundary<'_>, views: &[View], frame: &mut Frame) -> Check {
    let args = || boundary.params().iter().zip(views).enumerate();
    let loop_rank = |param: &ParamDesc, view: &View| view.rank.saturating_sub(usize::from(param.rank));
    for (_, (param, view)) in args() {
        frame.rank = frame.rank.max(loop_rank(param, view)).min(MAX_RANK);
    }
    if !frame.set_args(views.len()) {
        Message::new().c_text(&boundary.desc.name).text(": too many loop dimensions");
        return Err(Status::Rank);
    }
    for (idx, (param, view)) in args() {
        let is_input = idx < boundary.desc.n_params as usize;
        let own_rank = loop_rank(param, view);
        if own_rank > 0 && param.flags & PARAM_NO_LIFT != 0 {
            boundary.complain(param).text(" determines sizes and cannot have loop dimensions");
            return Err(Status::Rank);
        }
        if own_rank > 0 && param.flags & PARAM_CLOSED != 0 {
            boundary
                .complain(param)
                .text(" has ")
                .number(view.rank as i64)
                .text(" dimensions, the library has instances for at most ")
                .number(i64::from(param.rank));
            return Err(Status::Rank);
        }
        for own_axis in 0..own_rank {
            let axis = frame.rank - own_rank + own_axis;
            let (extent, stride) = view.axis(own_axis);
            let Some(common) = frame.shape.get_mut(axis) else { continue };
            if extent != 1 && *common == 1 && is_input {
                *common = extent;
            }
            frame.set_stride(axis, idx, if extent == 1 { 0 } else { stride });
        }
    }
    for (idx, (param, view)) in args() {
        let is_written = idx >= boundary.desc.n_params as usize || param.flags & PARAM_INOUT != 0;
        check_loop_extents(boundary, param, view, frame, is_written)?;
    }
    if frame.n_cells().is_none() {
        Message::new().c_text(&boundary.desc.name).text(": too many cells");
        return Err(Status::Shape);
    }
    Ok(())
}

/// Inputs may be stretched along loop dimensions, outputs may not.
fn check_loop_extents(
    boundary: &Boundary<'_>,
    param: &ParamDesc,
    view: &View,
    frame: &Frame,
    is_written: bool,
) -> Check {
    let own_rank = view.rank.saturating_sub(usize::from(param.rank));
    if is_written && own_rank != frame.rank {
        boundary
            .complain(param)
            .text(" has ")
            .number(own_rank as i64)
            .text(" loop dimensions, expected ")
            .number(frame.rank as i64);
        return Err(Status::Rank);
    }
    for own_axis in 0..own_rank {
        let (extent, _) = view.axis(own_axis);
        let common = frame.shape.get(frame.rank - own_rank + own_axis).copied().unwrap_or(1);
        if extent == common || (extent == 1 && !is_written) {
            continue;
        }
        boundary
            .complain(param)
            .text(" has extent ")
            .number(extent)
            .text(" on loop axis ")
            .number(own_axis as i64)
            .text(", expected ")
            .number(common);
        return Err(Status::Shape);
    }
    Ok(())
}

/// Checks every argument's memory over all its dimensions and adds its core dimensions.
fn add_all(boundary: &mut Boundary<'_>, views: &[View], frame: &Frame) -> Check {
    let n_params = boundary.desc.n_params as usize;
    let is_lifted = boundary.desc.flags & FN_FRAME != 0;
    let no_cells = frame.n_cells() == Some(0);
    for (idx, (param, &whole)) in boundary.params().iter().zip(views).enumerate() {
        boundary.check_memory(param, &whole)?;
        if param.flags & PARAM_INOUT != 0 {
            boundary.set_inout();
        }
        if idx >= n_params || param.flags & PARAM_INOUT != 0 {
            boundary.check_distinct(param, &whole)?;
        }
        let core_rank = usize::from(param.rank);
        let skipped = whole.rank - core_rank.min(whole.rank);
        let core = View {
            data: whole.data,
            shape: whole.shape.wrapping_add(skipped),
            strides: whole.strides.wrapping_add(skipped),
            rank: core_rank,
        };
        if is_lifted {
            boundary.add_lifted(whole);
        } else if core_rank > 0 {
            boundary.add_array(param, core)?;
        } else if idx >= n_params || param.flags & PARAM_INOUT != 0 {
            boundary.add_scalar_place(param, whole.data);
        } else if no_cells && param.flags & PARAM_NO_LIFT == 0 {
            // An array without elements has no first value to read.
            boundary.add_absent_scalar(param);
        } else {
            boundary.add_scalar(param, whole.data);
        }
    }
    // With loop dimensions the same core may be met again in another cell: all dimensions count.
    if is_lifted { boundary.check_overlap(views) } else { boundary.finish(views) }
}
