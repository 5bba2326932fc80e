//! Calls with arguments that bytes choose: mostly right ones, of which some parts are then made wrong.
//!
//! Everything that a call may touch lies in one block of memory. Afterwards the status must be one that the `model`
//! allows; a refused call has changed nothing, and one that was taken has changed nothing but its results.

use std::ffi::{CStr, c_char, c_void};
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

use abi::Status;
use abi::layout::{DLDataType, DLDevice, DLTensor, Options};

use super::functions::{Element, FUNCTIONS, Function, Typed};
use super::model::{self, Array, Dim, Slot, Verdict};

/// Decisions taken from bytes, all 0 when they have run out.
struct Choices<'a>(&'a [u8]);

impl Choices<'_> {
    fn byte(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first)
    }
    fn below(&mut self, n: usize) -> usize {
        self.byte() % n.max(1)
    }
    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

/// Bytes around each argument.
const REGION: usize = 32 << 10;
const REGIONS: usize = 4;
const MOST_DIMS: usize = 36;

/// One argument as the host describes it.
#[derive(Clone)]
struct Argument {
    tensor: DLTensor,
    shape: [i64; MOST_DIMS],
    strides: [i64; MOST_DIMS],
    has_shape: bool,
    has_strides: bool,
    null: bool,
    /// Bytes by which the view itself is misplaced.
    crooked: usize,
}

impl Argument {
    fn element(&self) -> Element {
        let dtype = self.tensor.dtype;
        let align = if dtype.code == 5 { u64::from(dtype.bits) / 16 } else { u64::from(dtype.bits) / 8 };
        Element { code: dtype.code, bits: dtype.bits, align }
    }
    fn address(&self) -> u64 {
        let data = self.tensor.data as u64;
        if data == 0 { 0 } else { data.wrapping_add(self.tensor.byte_offset) }
    }
    fn array(&self, memory: &Range<u64>) -> Array {
        let rank = usize::try_from(self.tensor.ndim).unwrap_or(0);
        let shape = self.shape[..rank].to_vec();
        let strides = if self.has_strides { self.strides[..rank].to_vec() } else { row_major(&shape) };
        let (data, size) = (self.address(), u64::from(self.tensor.dtype.bits / 8).max(1));
        let is_inside = data >= memory.start && data.checked_add(8).is_some_and(|end| end <= memory.end);
        let value = is_inside.then(|| unsafe { (data as *const i64).read_unaligned() });
        Array { data, shape, strides, size, align: self.element().align.max(1), value }
    }
    /// Whether it repeats elements so often that the copy fits the address space, but not this machine.
    fn is_vast(&self) -> bool {
        let rank = usize::try_from(self.tensor.ndim).unwrap_or(0).min(MOST_DIMS);
        let axes = self.shape[..rank].iter().zip(&self.strides[..rank]);
        let elements =
            axes.clone().fold(1i64, |product, (extent, _)| product.saturating_mul((*extent).max(0)));
        let repeats = axes.into_iter().any(|(extent, stride)| *extent > 1 << 20 && *stride == 0);
        self.has_strides && repeats && (1 << 26..1 << 40).contains(&elements)
    }
    fn pointers(&mut self) {
        self.tensor.shape = if self.has_shape { self.shape.as_ptr() } else { std::ptr::null() };
        self.tensor.strides = if self.has_strides { self.strides.as_ptr() } else { std::ptr::null() };
    }
}

fn row_major(shape: &[i64]) -> Vec<i64> {
    let mut step = 1i64;
    let mut strides: Vec<i64> = Vec::new();
    for &extent in shape.iter().rev() {
        strides.push(step);
        step = step.wrapping_mul(extent.max(1));
    }
    strides.reverse();
    strides
}

/// Memory for all arguments, in lines of a cache.
struct Memory(Vec<[u64; 8]>);

impl Memory {
    fn new() -> Memory {
        let word = |at: usize| (at as u64 % 5) | (at as u64 % 3) << 52;
        let line = |at: usize| std::array::from_fn(|k| word(8 * at + k));
        Memory((0..REGIONS * REGION / 64).map(line).collect())
    }
    fn range(&self) -> Range<u64> {
        let start = self.0.as_ptr() as u64;
        start..start + (REGIONS * REGION) as u64
    }
    fn bytes(&self) -> &[u8] {
        unsafe { std::slice::from_raw_parts(self.0.as_ptr().cast(), REGIONS * REGION) }
    }
}

/// The library, loaded once.
fn library() -> &'static libloading::Library {
    static LIBRARY: OnceLock<libloading::Library> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let bytes = super::watch::sample(&root, "hostile").0;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("libhostile.so");
        std::fs::write(&path, bytes).expect("a file");
        unsafe { libloading::Library::new(&path) }.expect("it loads")
    })
}

type Uniform = unsafe extern "C" fn(*const *const DLTensor, *const *const DLTensor, *const Options) -> i32;
type LastError = unsafe extern "C" fn() -> *const c_char;

/// One call.
pub fn run(data: &[u8]) {
    let mut choices = Choices(data);
    let function = &FUNCTIONS[choices.below(FUNCTIONS.len())];
    let is_typed = function.typed.is_some() && choices.below(4) == 0;
    let memory = Memory::new();
    let mut arguments = right_arguments(function, is_typed, &memory, &mut choices);
    for _ in 0..choices.pick(&[0, 0, 1, 1, 1, 2, 3]) {
        spoil(&mut arguments, is_typed, &mut choices);
    }
    let range = memory.range();
    if arguments.iter().any(|argument| argument.address() != 0 && !range.contains(&argument.address())) {
        // The first element of a scalar may be read at once: nothing is promised of a pointer to nowhere.
        return;
    }
    let has_many_cells = |(argument, slot): (&Argument, &Slot)| {
        let rank = usize::try_from(argument.tensor.ndim).unwrap_or(0).min(MOST_DIMS);
        let cells = rank.saturating_sub(slot.dims.len());
        argument.shape.contains(&0) && argument.shape[..cells].iter().any(|&extent| extent > 1 << 30)
    };
    // Without elements, but one call of the kernel for each cell would not end; or more than there is memory for.
    if arguments.iter().zip(function.slots).any(has_many_cells) || arguments.iter().any(Argument::is_vast) {
        return;
    }
    arguments.iter_mut().for_each(Argument::pointers);
    match is_typed {
        true => call_typed(function, &arguments, &memory),
        false => call_uniform(function, &arguments, &memory, &mut choices),
    }
}

fn right_arguments(
    function: &Function,
    is_typed: bool,
    memory: &Memory,
    choices: &mut Choices<'_>,
) -> Vec<Argument> {
    let sizes: [i64; 3] = std::array::from_fn(|_| choices.pick(&[3, 2, 4, 1, 0]));
    let frame: Vec<i64> = (0..if is_typed { 0 } else { choices.pick(&[0, 0, 1, 2]) })
        .map(|_| choices.pick(&[2, 3, 1, 0]))
        .collect();
    let frame = if function.slots.iter().any(|slot| slot.defines.is_some()) { Vec::new() } else { frame };
    let elements = choices.pick(function.instances);
    let arg = |(idx, slot): (usize, &Slot)| {
        let is_output = slot.written || idx >= function.n_params;
        let mut shape: Vec<i64> = match choices.below(3) {
            0 if !is_output => Vec::new(),
            1 if !is_output => {
                frame.iter().map(|&extent| if choices.below(2) == 0 { 1 } else { extent }).collect()
            }
            _ => frame.clone(),
        };
        shape.extend(slot.dims.iter().map(|dim| match *dim {
            Dim::Size(size) => sizes[size],
            Dim::OneMore(size) => sizes[size] + 1,
            Dim::Exactly(extent) => extent,
        }));
        let factor = choices.pick(&[1, 1, -1, 2, -2]);
        let strides: Vec<i64> = row_major(&shape).iter().map(|stride| stride * factor).collect();
        let data = memory.0.as_ptr() as usize + idx * REGION + REGION / 2;
        if slot.defines.is_some() {
            unsafe { (data as *mut i64).write(sizes[0]) };
        }
        let Element { code, bits, .. } = elements[idx];
        let mut argument = Argument {
            tensor: DLTensor {
                data: data as *mut c_void,
                device: DLDevice { device_type: choices.pick(&[1, 1, 1, 3, 11]), device_id: 0 },
                ndim: shape.len() as i32,
                dtype: DLDataType { code, bits, lanes: 1 },
                shape: std::ptr::null(),
                strides: std::ptr::null(),
                byte_offset: 0,
            },
            shape: [1; MOST_DIMS],
            strides: [1; MOST_DIMS],
            has_shape: true,
            has_strides: is_typed || factor != 1 || choices.below(2) == 0,
            null: false,
            crooked: 0,
        };
        argument.shape[..shape.len()].copy_from_slice(&shape);
        argument.strides[..strides.len()].copy_from_slice(&strides);
        argument
    };
    function.slots.iter().enumerate().map(arg).collect()
}

const EXTENTS: [i64; 10] = [-1, 0, 1, 5, 1 << 31, 1 << 46, 1 << 62, i64::MAX, i64::MIN, -3];
const STRIDES: [i64; 9] = [0, -1, 1, 2, i64::MIN, i64::MAX, 1 << 61, -(1 << 61), 1 << 40];

/// Makes one thing wrong, or at least strange.
fn spoil(arguments: &mut [Argument], is_typed: bool, choices: &mut Choices<'_>) {
    let (idx, other) = (choices.below(arguments.len()), choices.below(arguments.len()));
    let (its, its_shape, its_strides) =
        (arguments[other].tensor, arguments[other].shape, arguments[other].strides);
    let argument = &mut arguments[idx];
    let axis = choices.below(usize::try_from(argument.tensor.ndim).unwrap_or(0).clamp(1, MOST_DIMS));
    let tensor = &mut argument.tensor;
    match choices.below(if is_typed { 8 } else { 16 }) {
        0 => argument.null = true,
        1 => tensor.data = std::ptr::null_mut(),
        2 => tensor.data = (tensor.data as usize).wrapping_add(1 + choices.below(7)) as *mut c_void,
        3 => argument.shape[axis] = choices.pick(&EXTENTS),
        4 => {
            argument.strides[axis] = choices.pick(&STRIDES);
            argument.has_strides = true;
        }
        5 => tensor.data = (its.data as usize).wrapping_add(8 * choices.below(4)) as *mut c_void,
        6 => {
            tensor.data = its.data;
            if tensor.ndim == its.ndim {
                (argument.shape, argument.strides) = (its_shape, its_strides);
            }
        }
        7 => argument.crooked = choices.pick(&[1, 2, 4, 7]),
        8 => tensor.ndim = choices.pick(&[-1, 33, i32::MAX, i32::MIN, 0, 1, 2, 3, 32]),
        9 => tensor.dtype.code = choices.below(8) as u8,
        10 => tensor.dtype.bits = choices.pick(&[8, 16, 32, 64, 128, 0, 1]),
        11 => tensor.dtype.lanes = choices.pick(&[0, 2, 4]),
        12 => tensor.device.device_type = choices.pick(&[0, 2, 3, 4, 11, 13, -1]),
        13 => argument.has_shape = false,
        14 => argument.has_strides = false,
        _ => tensor.byte_offset = choices.pick(&[1, 8, 16, 1 << 40, u64::MAX, 1 << 63]),
    }
}

/// What the model says of arguments whose descriptions have been read.
fn judge_arrays(function: &Function, arguments: &[Argument], lifts: bool, memory: &Memory) -> Verdict {
    let range = memory.range();
    let arrays: Vec<Array> = arguments.iter().map(|argument| argument.array(&range)).collect();
    model::judge(function.slots, function.n_params, &arrays, function.constraint, lifts, &range)
}

fn call_uniform(function: &Function, arguments: &[Argument], memory: &Memory, choices: &mut Choices<'_>) {
    let pointer =
        |argument: &Argument| if argument.null { std::ptr::null() } else { &raw const argument.tensor };
    let pointers: Vec<*const DLTensor> = arguments.iter().map(pointer).collect();
    let (inputs, outputs) = pointers.split_at(function.n_params);
    let missing = choices.below(40);
    let mut verdict = Verdict::default();
    for argument in arguments {
        let tensor = &argument.tensor;
        if argument.null || (!argument.has_shape && tensor.ndim > 0) {
            verdict.refuse(Status::Null);
        }
        if !matches!(tensor.device.device_type, 1 | 3 | 11) {
            verdict.refuse(Status::Device);
        }
        if !(0..=32).contains(&tensor.ndim) {
            verdict.refuse(Status::Rank);
        }
    }
    let is_plain = |(argument, element): (&Argument, &Element)| {
        argument.element() == *element && argument.tensor.dtype.lanes == 1
    };
    if !function.instances.iter().any(|elements| arguments.iter().zip(*elements).all(is_plain)) {
        verdict.refuse(Status::DType);
    }
    if verdict.must.is_empty() {
        verdict = judge_arrays(function, arguments, true, memory);
    }
    if missing < 2 {
        verdict.refuse(Status::Null);
    }
    let mut options = choose_options(choices, &mut verdict);
    if verdict.dangling && verdict.must.is_empty() {
        return;
    }
    let symbol = format!("{}_dl", function.name);
    let entry = unsafe { library().get::<Uniform>(symbol.as_bytes()) }.expect("an entry");
    let before = memory.bytes().to_vec();
    let inputs = if missing == 0 { std::ptr::null() } else { inputs.as_ptr() };
    let outputs = if missing == 1 { std::ptr::null() } else { outputs.as_ptr() };
    let status = unsafe { entry(inputs, outputs, options.pointer()) };
    judge_call(function, arguments, status, &verdict, &before, memory);
}

/// Options of a call, with bytes behind them that belong to no member.
struct HostOptions {
    /// Aligned, and long enough for all that is tried.
    words: [u64; 64],
    shift: usize,
    none: bool,
    cancel: Box<i32>,
    workspace: Vec<u8>,
}

impl HostOptions {
    fn pointer(&mut self) -> *const Options {
        if self.none {
            return std::ptr::null();
        }
        self.words.as_ptr().cast::<u8>().wrapping_add(self.shift).cast()
    }
}

unsafe extern "C" fn backwards(_: *mut c_void, parts: i64, body: abi::layout::PartFn, state: *mut c_void) {
    for part in (0..parts).rev() {
        unsafe { body(state, part) };
    }
}

fn choose_options(choices: &mut Choices<'_>, verdict: &mut Verdict) -> HostOptions {
    let mut host = HostOptions {
        words: [0; 64],
        shift: 0,
        none: choices.below(2) == 0,
        cancel: Box::new(0),
        workspace: vec![0; choices.below(256) * 16],
    };
    if host.none {
        return host;
    }
    let known = size_of::<Options>() as u64;
    let size = choices.pick(&[known, known, known, known, known + 64, 16, 0, 15, 4097, u64::MAX]);
    if !(16..=4096).contains(&size) {
        verdict.refuse(Status::Version);
    }
    if size > known && choices.below(2) == 0 {
        host.words[known as usize / 8 + 2] = 1;
        verdict.refuse(Status::Version);
    }
    if choices.below(20) == 0 {
        host.shift = 4;
        verdict.refuse(Status::Align);
        verdict.suspect(Status::Version);
    }
    *host.cancel = i32::from(choices.below(10) == 0);
    if *host.cancel != 0 && size >= known && host.shift == 0 {
        verdict.refuse(Status::Cancelled);
    }
    let usual = (host.workspace.as_mut_ptr().cast(), host.workspace.len() as u64);
    let (workspace, workspace_size) = match choices.below(60) {
        nowhere @ 0..3 => ([1, 4000, -64isize][nowhere] as *mut c_void, [64, 1 << 20, 4096][nowhere]),
        _ => usual,
    };
    if (workspace, workspace_size) != usual && size >= known && host.shift == 0 {
        verdict.refuse(Status::Null);
    }
    let options = Options {
        size,
        threads: choices.pick(&[0, 1, 2, 1000, -5, i32::MAX, i32::MIN]),
        reserved: 0,
        execute: (choices.below(3) == 0).then_some(backwards as abi::layout::ExecutorFn),
        executor: std::ptr::null_mut(),
        workspace,
        workspace_size,
        cancel: &raw const *host.cancel,
    };
    unsafe { host.words.as_mut_ptr().cast::<Options>().write(options) };
    host
}

fn call_typed(function: &Function, arguments: &[Argument], memory: &Memory) {
    let mut verdict = judge_arrays(function, arguments, false, memory);
    let mut views: Vec<[u64; 2 * MOST_DIMS]> = Vec::new();
    for (argument, slot) in arguments.iter().zip(function.slots) {
        let rank = slot.dims.len();
        let mut words = [argument.address()].to_vec();
        words.extend(argument.shape[..rank].iter().chain(&argument.strides[..rank]).map(|&word| word as u64));
        let mut view = [0u64; 2 * MOST_DIMS];
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        let to =
            unsafe { std::slice::from_raw_parts_mut(view.as_mut_ptr().cast::<u8>(), size_of_val(&view)) };
        to[argument.crooked..argument.crooked + bytes.len()].copy_from_slice(&bytes);
        views.push(view);
    }
    let mut pointers: Vec<*const u8> = Vec::new();
    for (idx, (argument, slot)) in arguments.iter().zip(function.slots).enumerate() {
        let is_view = !slot.dims.is_empty();
        let is_null = argument.null || (!is_view && argument.address() == 0);
        let by_value = !is_view && idx < function.n_params;
        if is_null && !by_value {
            verdict.refuse(Status::Null);
        }
        if is_view && argument.crooked != 0 {
            verdict.refuse(Status::Align);
        }
        let view = views[idx].as_ptr().cast::<u8>().wrapping_add(argument.crooked);
        pointers.push(match (is_null, is_view) {
            (true, _) => std::ptr::null(),
            (false, true) => view,
            (false, false) => argument.address() as *const u8,
        });
    }
    // A number by value cannot be wrong, whatever the tensor is that stands for it here.
    if matches!(function.typed, Some(Typed::NumberFirst)) {
        verdict = judge_without_first(function, arguments, verdict, memory);
    }
    if verdict.dangling && verdict.must.is_empty() {
        return;
    }
    let before = memory.bytes().to_vec();
    let status = unsafe { enter(function, &pointers) };
    judge_call(function, arguments, status, &verdict, &before, memory);
}

/// The verdict on a call whose first argument is a number.
fn judge_without_first(
    function: &Function,
    arguments: &[Argument],
    found: Verdict,
    memory: &Memory,
) -> Verdict {
    let mut arguments = arguments.to_vec();
    arguments[0].tensor.data = memory.0.as_ptr() as *mut c_void;
    arguments[0].tensor.byte_offset = 0;
    let mut verdict = judge_arrays(function, &arguments, false, memory);
    let pointers = arguments.iter().skip(1);
    if pointers.clone().any(|argument| argument.null) {
        verdict.refuse(Status::Null);
    }
    if pointers.clone().any(|argument| argument.crooked != 0) {
        verdict.refuse(Status::Align);
    }
    verdict.may.extend(found.may);
    verdict
}

unsafe fn enter(function: &Function, pointers: &[*const u8]) -> i32 {
    type Two = unsafe extern "C" fn(*const u8, *const u8) -> i32;
    type Three = unsafe extern "C" fn(*const u8, *const u8, *const u8) -> i32;
    type Number = unsafe extern "C" fn(f64, *const u8, *const u8, *const u8) -> i32;
    let name = function.name.as_bytes();
    unsafe {
        match (function.typed, pointers) {
            (Some(Typed::NumberFirst), &[_, a, b, c]) => {
                library().get::<Number>(name).expect("an entry")(1.5, a, b, c)
            }
            (_, &[a, b]) => library().get::<Two>(name).expect("an entry")(a, b),
            (_, &[a, b, c]) => library().get::<Three>(name).expect("an entry")(a, b, c),
            _ => 0,
        }
    }
}

/// Whether status and memory are as they must be.
fn judge_call(
    function: &Function,
    arguments: &[Argument],
    status: i32,
    verdict: &Verdict,
    before: &[u8],
    memory: &Memory,
) {
    let last_error = unsafe { library().get::<LastError>(b"hostile_last_error") }.expect("exported");
    let message = unsafe { CStr::from_ptr(last_error()) }.to_string_lossy().into_owned();
    let name = function.name;
    assert!(verdict.allows(status), "{name}: status {status} ({message}), but the model says {verdict:?}");
    assert!(
        status == 0 || (!message.is_empty() && message.len() < 512),
        "{name}: status {status} without a message"
    );
    let range = memory.range();
    let mut after = memory.bytes().to_vec();
    if status == 0 {
        for (idx, (argument, slot)) in arguments.iter().zip(function.slots).enumerate() {
            if slot.written || idx >= function.n_params {
                for at in argument.array(&range).bytes().unwrap_or_default() {
                    let place = (at - range.start) as usize;
                    after[place] = before[place];
                }
            }
        }
    }
    assert!(after == before, "{name}: status {status}, and memory has changed that is no result");
}
