//! The runtime symbols that generated code may call, with their C signatures.

/// A C type in a runtime signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AbiType {
    /// No value; only as a result.
    Void,
    /// Any pointer.
    Ptr,
    /// `int32_t`
    I32,
    /// `int64_t`
    I64,
}

/// A function of the support code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RuntimeFunction {
    /// `i32 arrc_rt_call_typed(const FnDesc *, void *const *argv)`: validates and runs a typed
    /// call; `argv` holds, for each parameter and result, the view pointer or the address of the
    /// scalar (for a scalar result: the caller's pointer).
    CallTyped,
    /// `i32 arrc_rt_call_dl(const GroupDesc *, inputs, outputs, options)`: the uniform entry.
    CallDl,
    /// `void arrc_rt_fail(Ctx *, const SiteDesc *, i64, i64, i64, i64)`: records the first failure
    /// of a call; the kernel then returns the site's status. Cold.
    Fail,
    /// `i32 arrc_rt_fail_memory(Ctx *)`: records a failed allocation and returns the status to
    /// return. Cold.
    FailMemory,
    /// `void *arrc_rt_alloc(Ctx *, i64 bytes)`: memory aligned to 64 bytes that lives to the end
    /// of the call, of the enclosing body of a parallel loop, or to the matching release. Null if
    /// there is none or `bytes` is negative.
    Alloc,
    /// `i64 arrc_rt_mark(Ctx *)`: a mark for `Release`.
    Mark,
    /// `void arrc_rt_release(Ctx *, i64 mark)`: gives back all that was allocated since the mark.
    Release,
    /// `i32 arrc_rt_parallel(Ctx *, i64 extent, i64 grain, const Bodies *, void *frame)`: splits
    /// `[0, extent)` into chunks that start at multiples of `grain`, for the body of this machine's
    /// level; 0 or the first failure's status. Each body gets a `Ctx` of its own.
    Parallel,
    /// `i32 arrc_rt_threads(Ctx *)`: how many threads a parallel loop would use now.
    Threads,
    /// `const char *arrc_rt_last_error(void)`: what `<lib>_last_error` returns.
    LastError,
    /// `void arrc_rt_set_num_threads(i32)`: what `<lib>_set_num_threads` does.
    SetNumThreads,
}

impl RuntimeFunction {
    /// All runtime functions.
    pub const ALL: [RuntimeFunction; 11] = [
        RuntimeFunction::CallTyped,
        RuntimeFunction::CallDl,
        RuntimeFunction::Fail,
        RuntimeFunction::FailMemory,
        RuntimeFunction::Alloc,
        RuntimeFunction::Mark,
        RuntimeFunction::Release,
        RuntimeFunction::Parallel,
        RuntimeFunction::Threads,
        RuntimeFunction::LastError,
        RuntimeFunction::SetNumThreads,
    ];

    /// The symbol.
    pub const fn symbol(self) -> &'static str {
        match self {
            RuntimeFunction::CallTyped => "arrc_rt_call_typed",
            RuntimeFunction::CallDl => "arrc_rt_call_dl",
            RuntimeFunction::Fail => "arrc_rt_fail",
            RuntimeFunction::FailMemory => "arrc_rt_fail_memory",
            RuntimeFunction::Alloc => "arrc_rt_alloc",
            RuntimeFunction::Mark => "arrc_rt_mark",
            RuntimeFunction::Release => "arrc_rt_release",
            RuntimeFunction::Parallel => "arrc_rt_parallel",
            RuntimeFunction::Threads => "arrc_rt_threads",
            RuntimeFunction::LastError => "arrc_rt_last_error",
            RuntimeFunction::SetNumThreads => "arrc_rt_set_num_threads",
        }
    }

    /// Types of the parameters.
    pub const fn params(self) -> &'static [AbiType] {
        use AbiType::{I32, I64, Ptr};
        match self {
            RuntimeFunction::CallTyped => &[Ptr, Ptr],
            RuntimeFunction::CallDl => &[Ptr, Ptr, Ptr, Ptr],
            RuntimeFunction::Fail => &[Ptr, Ptr, I64, I64, I64, I64],
            RuntimeFunction::Alloc | RuntimeFunction::Release => &[Ptr, I64],
            RuntimeFunction::FailMemory | RuntimeFunction::Mark | RuntimeFunction::Threads => &[Ptr],
            RuntimeFunction::Parallel => &[Ptr, I64, I64, Ptr, Ptr],
            RuntimeFunction::LastError => &[],
            RuntimeFunction::SetNumThreads => &[I32],
        }
    }

    /// Type of the result.
    pub const fn result(self) -> AbiType {
        match self {
            RuntimeFunction::Fail | RuntimeFunction::Release | RuntimeFunction::SetNumThreads => {
                AbiType::Void
            }
            RuntimeFunction::Alloc | RuntimeFunction::LastError => AbiType::Ptr,
            RuntimeFunction::Mark => AbiType::I64,
            RuntimeFunction::CallTyped
            | RuntimeFunction::CallDl
            | RuntimeFunction::FailMemory
            | RuntimeFunction::Parallel
            | RuntimeFunction::Threads => AbiType::I32,
        }
    }

    /// Whether calls are rare, so that codegen moves them out of the way.
    pub const fn is_cold(self) -> bool {
        matches!(self, RuntimeFunction::Fail | RuntimeFunction::FailMemory)
    }
}
