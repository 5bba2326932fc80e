//! The C structs that generated code, support code and hosts share. Uses `core` only.
//!
//! Codegen fills `FnDesc`, `GroupDesc` and `SiteDesc` as constants; `arrc_rt_call_typed` and
//! `arrc_rt_call_dl` read them. All strings are zero-terminated. A kernel receives *slots*, one
//! array of 64-bit words. For each parameter and then each result, in order:
//!
//! - a scalar parameter: its raw bits, zero-extended, in one slot;
//! - a scalar result, or a scalar that is updated: a pointer in one slot;
//! - an array: data pointer, `rank` extents, `rank` strides (in elements). The innermost stride
//!   is always 1: the support code packs other arrays into temporaries and unpacks results.
//!
//! Kernels know no complex numbers: a complex scalar stands there as its real and its imaginary part,
//! a complex array as an array of parts with one more axis of extent 2.
//!
//! If `FnDesc::frame` is set (all parameters and results have rank 0), the kernel is lifted over
//! one frame dimension: slot 0 is the frame's extent, then for each parameter and result two
//! slots: data pointer, frame stride (in elements). The frame stride is always 1 too, unless
//! `FN_FRAME_STRIDES` says that the kernel honours any (0 where an argument is broadcast).

use crate::dtype::DType;
use core::ffi::{c_char, c_void};
use core::marker::PhantomData;

/// Most slots a kernel may have; codegen refuses functions beyond it.
pub const MAX_SLOTS: usize = 512;
/// Most parameters and results together of one function.
pub const MAX_ARGS: usize = 64;
/// Extents are smaller: no processor addresses so many bytes. Calls with longer axes are refused, also where an array has no elements or
/// repeats them, since the compiler relies on it that sums of few extents do not wrap.
pub const EXTENTS_BELOW: i64 = 1 << 47;
/// Most size variables of one function.
pub const MAX_SIZES: usize = 64;
/// Most dimensions of a tensor at the uniform entry.
pub const MAX_RANK: usize = 32;
/// Deepest stack of a size expression in postfix form.
pub const MAX_SIZE_DEPTH: usize = 16;
/// CPU levels that a library may hold code for: x86-64-v2, v3, v4 (elsewhere only the first).
pub const N_LEVELS: usize = 3;

/// State of one call; only the support code looks inside.
#[repr(C)]
pub struct Ctx {
    _opaque: [u8; 0],
}

/// A compiled kernel: 0, or the status of the failure that it has recorded.
pub type KernelFn = unsafe extern "C" fn(slots: *const i64, ctx: *mut Ctx) -> i32;

/// The body of a parallel loop, called for `[lo, hi)`.
pub type BodyFn = unsafe extern "C" fn(frame: *mut c_void, lo: i64, hi: i64, ctx: *mut Ctx) -> i32;

/// The body of a parallel loop to run at each CPU level, as in [`FnDesc::impls`].
pub type Bodies = [Rel<BodyFn>; N_LEVELS];

/// Number of slots of an argument of a kernel that is not lifted.
pub const fn arg_slots(dtype: DType, rank: usize) -> usize {
    match (dtype.is_complex(), rank) {
        (true, 0) => 2,
        (true, rank) => 3 + 2 * rank,
        (false, rank) => 1 + 2 * rank,
    }
}

/// Where something else of the same library is, by its distance: such a reference takes half a pointer, and nothing has
/// to be put right when the library is loaded. It must stay where it is, so it cannot be copied.
#[repr(transparent)]
pub struct Rel<T> {
    /// Bytes from here to there; 0 for nothing.
    distance: i32,
    target: PhantomData<*const T>,
}

// What a library's descriptors refer to never changes.
unsafe impl<T> Sync for Rel<T> {}

impl<T> Rel<T> {
    /// Nothing.
    pub const NONE: Self = Self { distance: 0, target: PhantomData };

    /// To something so many bytes behind this.
    pub const fn by(distance: i32) -> Self {
        Self { distance, target: PhantomData }
    }

    /// What it refers to, or null.
    #[inline]
    pub fn get(&self) -> *const T {
        if self.distance == 0 {
            return core::ptr::null();
        }
        core::ptr::from_ref(self).cast::<u8>().wrapping_offset(self.distance as isize).cast()
    }
}

impl Rel<KernelFn> {
    /// The kernel, if there is one.
    #[inline]
    pub fn kernel(&self) -> Option<KernelFn> {
        // A null pointer is the `None` of functions.
        unsafe { core::mem::transmute::<*const KernelFn, Option<KernelFn>>(self.get()) }
    }
}

impl Rel<BodyFn> {
    /// The body.
    ///
    /// # Safety
    /// There is one.
    #[inline]
    pub unsafe fn body(&self) -> BodyFn {
        let place = core::ptr::from_ref(self).cast::<u8>();
        unsafe { core::mem::transmute::<*const u8, BodyFn>(place.offset(self.distance as isize)) }
    }
}

/// One step of a size expression in postfix form.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct SizeOp {
    /// One of the `OP_` constants.
    pub op: u32,
    /// Zero.
    pub reserved: u32,
    /// The constant, or the number of the size variable.
    pub value: i64,
}

/// Push `value`.
pub const OP_CONST: u32 = 0;
/// Push the size variable number `value`.
pub const OP_SIZE: u32 = 1;
/// Replace the two topmost by their sum.
pub const OP_ADD: u32 = 2;
/// Replace the two topmost by their difference.
pub const OP_SUB: u32 = 3;
/// Replace the two topmost by their product.
pub const OP_MUL: u32 = 4;
/// Replace the two topmost by their quotient, rounded down.
pub const OP_FLOORDIV: u32 = 5;

/// One dimension or one side of a constraint.
#[repr(C)]
pub struct SizeCode {
    /// The constant, or the number of the size variable.
    pub value: i64,
    /// One of the `SIZE_` constants.
    pub kind: u32,
    /// Number of steps at `code`.
    pub len: u32,
    /// Postfix steps if `kind` is `SIZE_CODE`, else nothing.
    pub code: Rel<SizeOp>,
    /// The expression as written, for messages: `rows + 1`.
    pub text: Rel<c_char>,
}

/// This dimension gives the size variable `value` its value.
pub const SIZE_BIND: u32 = 0;
/// Must equal the size variable `value`.
pub const SIZE_VAR: u32 = 1;
/// Must equal `value`.
pub const SIZE_CONST: u32 = 2;
/// Must equal what the postfix steps compute.
pub const SIZE_CODE: u32 = 3;
/// Any extent (`_`).
pub const SIZE_ANY: u32 = 4;

/// A parameter or a result.
#[repr(C)]
pub struct ParamDesc {
    /// Name in the source.
    pub name: Rel<c_char>,
    /// `rank` dimensions, outermost first.
    pub dims: Rel<SizeCode>,
    /// Number of the `DType`.
    pub dtype: u8,
    /// Number of core dimensions.
    pub rank: u8,
    /// Some of the `PARAM_` flags.
    pub flags: u16,
    /// Size variable that a scalar `i64` parameter defines, or -1.
    pub size: i32,
}

/// The parameter is updated in place: it counts as an output in overlap checks and has every
/// loop dimension.
pub const PARAM_INOUT: u16 = 1;
/// The parameter stands in sizes or constraints and cannot have loop dimensions.
pub const PARAM_NO_LIFT: u16 = 2;
/// The parameter is written with `..s`, of which there is no instance for more dimensions: it cannot have loop dimensions.
pub const PARAM_CLOSED: u16 = 4;

/// A relation between sizes that is checked at entry.
#[repr(C)]
pub struct ConstraintDesc {
    /// Left side.
    pub lhs: SizeCode,
    /// Right side.
    pub rhs: SizeCode,
    /// One of the `REL_` constants.
    pub relation: u32,
    /// Line of the `where`.
    pub line: u32,
    /// The constraint as written: `n >= 3`.
    pub text: Rel<c_char>,
    /// Zero.
    pub reserved: u32,
}

/// Equal.
pub const REL_EQ: u32 = 0;
/// Different.
pub const REL_NE: u32 = 1;
/// Less.
pub const REL_LT: u32 = 2;
/// Less or equal.
pub const REL_LE: u32 = 3;
/// Greater.
pub const REL_GT: u32 = 4;
/// Greater or equal.
pub const REL_GE: u32 = 5;

/// One instance of an exported function.
#[repr(C)]
pub struct FnDesc {
    /// Name in the source.
    pub name: Rel<c_char>,
    /// Source file, as messages show it.
    pub file: Rel<c_char>,
    /// First line of the function.
    pub line: u32,
    /// Some of the `FN_` flags.
    pub flags: u32,
    /// Number of parameters.
    pub n_params: u32,
    /// Number of results.
    pub n_results: u32,
    /// Number of size variables.
    pub n_sizes: u32,
    /// Number of constraints.
    pub n_constraints: u32,
    /// Number of slots that the kernel reads.
    pub n_slots: u32,
    /// `n_params` parameters, then `n_results` results.
    pub params: Rel<ParamDesc>,
    /// `n_constraints` constraints.
    pub constraints: Rel<ConstraintDesc>,
    /// The kernel to run at each CPU level: that of the highest level that the library has and that
    /// is not above it; nothing where there is none.
    pub impls: [Rel<KernelFn>; N_LEVELS],
}

/// The kernel is lifted over one frame dimension.
pub const FN_FRAME: u32 = 1;
/// Every element of the results depends on the same element of the parameters alone, and is
/// stored after all of them were loaded: results may be exactly the same memory as parameters.
pub const FN_IN_PLACE: u32 = 2;

/// The lifted kernel honours every frame stride, 0 and negative ones too.
pub const FN_FRAME_STRIDES: u32 = 4;

/// The instances that one uniform entry chooses from. All have the same numbers of parameters
/// and results; they differ in element types or core ranks.
#[repr(C)]
pub struct GroupDesc {
    /// Name in the source.
    pub name: Rel<c_char>,
    /// `n_instances` instances, those with higher core rank first.
    pub instances: Rel<Rel<FnDesc>>,
    /// Their number.
    pub n_instances: u32,
    /// Tensors in `inputs`.
    pub n_inputs: u32,
    /// Tensors in `outputs`.
    pub n_outputs: u32,
}

/// A place in the source that may fail at run time.
#[repr(C)]
pub struct SiteDesc {
    /// Number of the `Status`.
    pub status: i32,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// Function in the source.
    pub function: Rel<c_char>,
    /// Source file.
    pub file: Rel<c_char>,
    /// Text with places `{0}` to `{3}` for the values given to `arrc_rt_fail`.
    pub message: Rel<c_char>,
}

/// DLPack's device.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct DLDevice {
    /// 1 is the CPU.
    pub device_type: i32,
    /// Which one of that type.
    pub device_id: i32,
}

/// DLPack's element type.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub struct DLDataType {
    /// Family.
    pub code: u8,
    /// Bits of one lane.
    pub bits: u8,
    /// Lanes; 1 for everything that arrc knows.
    pub lanes: u16,
}

/// DLPack's plain tensor.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct DLTensor {
    /// Memory; the first element is `byte_offset` bytes further.
    pub data: *mut c_void,
    /// Where the memory is.
    pub device: DLDevice,
    /// Number of dimensions.
    pub ndim: i32,
    /// Element type.
    pub dtype: DLDataType,
    /// `ndim` extents.
    pub shape: *const i64,
    /// `ndim` strides in elements; null means row-major without gaps.
    pub strides: *const i64,
    /// Bytes from `data` to the first element.
    pub byte_offset: u64,
}

/// Called for each part of a parallel loop by a host's executor.
pub type PartFn = unsafe extern "C" fn(state: *mut c_void, part: i64);

/// A host's executor: calls `body(state, part)` once for each part in `[0, parts)`, in any order
/// and on any threads, and returns when all have returned.
pub type ExecutorFn =
    unsafe extern "C" fn(executor: *mut c_void, parts: i64, body: PartFn, state: *mut c_void);

/// What belongs to one call of a uniform entry (`arrc_options` in C). Zero means the default.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Options {
    /// `sizeof(arrc_options)` as the host was compiled; later versions append members.
    pub size: u64,
    /// Most threads for this call; 0: the library's setting.
    pub threads: i32,
    /// Zero.
    pub reserved: i32,
    /// Runs parallel loops instead of the library's own threads.
    pub execute: Option<ExecutorFn>,
    /// First argument of `execute`.
    pub executor: *mut c_void,
    /// Memory for temporaries, tried before `malloc`; any alignment.
    pub workspace: *mut c_void,
    /// Bytes at `workspace`.
    pub workspace_size: u64,
    /// The call ends with `ARRC_ERR_CANCELLED` soon after `*cancel` becomes nonzero.
    pub cancel: *const i32,
}

/// Start of the data at the symbol `<lib>_arrc_manifest`; `json_len` bytes of JSON follow at once,
/// so that a host can read and judge the manifest without loading the library.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct ManifestHeader {
    /// `MANIFEST_MAGIC`.
    pub magic: [u8; 4],
    /// `ABI_VERSION`.
    pub abi_version: u32,
    /// Bytes of JSON.
    pub json_len: u64,
}

/// First bytes of a manifest.
pub const MANIFEST_MAGIC: [u8; 4] = *b"ARRC";
