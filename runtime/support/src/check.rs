//! Validation at the boundary, shared by both kinds of entry: extents, strides, alignment,
//! sizes, constraints, overlap. Fills the slots that a kernel reads on the way.

use crate::dtype::DType;
use crate::fault::{Fault, planted};
use crate::layout::{
    EXTENTS_BELOW,    ConstraintDesc, FN_IN_PLACE, FnDesc, MAX_ARGS, MAX_SLOTS, PARAM_INOUT, ParamDesc, SIZE_ANY, SIZE_BIND,
    SIZE_CONST, SIZE_VAR, SizeCode,
};
use crate::message::Message;
use crate::overlap::has_distinct_elements;
use crate::sizes::{Sizes, relate, write_size};
use crate::status::Status;
use core::mem::MaybeUninit;

/// Whether a check passed; if not, the thread's message says why.
pub(crate) type Check<T = ()> = Result<T, Status>;

/// An array as the boundary sees it: `rank` extents and strides (in elements).
#[derive(Clone, Copy)]
pub(crate) struct View {
    pub(crate) data: *mut u8,
    pub(crate) shape: *const i64,
    pub(crate) strides: *const i64,
    pub(crate) rank: usize,
}

/// Whether an axis may be so long, also where the array has no elements or repeats them.
fn is_extent(extent: i64) -> bool {
    (0..EXTENTS_BELOW).contains(&extent)
}

impl View {
    /// Extent and stride of an axis below `rank`.
    #[inline]
    pub(crate) fn axis(&self, axis: usize) -> (i64, i64) {
        unsafe { (*self.shape.add(axis), *self.strides.add(axis)) }
    }
}

/// Whether both are exactly the same memory, element for element.
#[cold]
fn is_same_memory(a: Option<&View>, b: Option<&View>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    a.data == b.data && a.rank == b.rank && (0..a.rank).all(|axis| a.axis(axis) == b.axis(axis))
}

/// The bytes that a view reaches: `[lo, hi)`, empty if it has no elements.
#[derive(Clone, Copy)]
struct Span {
    lo: usize,
    hi: usize,
}

/// Everything about one call that its descriptor and arguments determine.
pub(crate) struct Boundary<'a> {
    pub(crate) desc: &'a FnDesc,
    /// What the kernel reads; the first `n_slots` are written.
    slots: [MaybeUninit<i64>; MAX_SLOTS],
    n_slots: usize,
    sizes: Sizes,
    /// Whether a dimension was met before the sizes that it depends on.
    pending: bool,
    /// Arguments that are not laid out as the kernel takes them to be: one bit each.
    pub(crate) packed: u64,
    spans: [MaybeUninit<Span>; MAX_ARGS],
    views: [MaybeUninit<View>; MAX_ARGS],
    n_args: usize,
    /// Whether any parameter is updated in place.
    has_inout: bool,
}

/// Number of the dtype as the type itself.
#[inline(always)]
pub(crate) fn dtype_of(param: &ParamDesc) -> DType {
    // Codegen writes no other numbers.
    unsafe { core::mem::transmute::<u8, DType>(param.dtype) }
}

impl<'a> Boundary<'a> {
    /// Starts the checks of one call. The big arrays stay unwritten, since clearing them would
    /// cost more than all the rest; a constructor by value would clear them.
    #[inline]
    pub(crate) fn start<'b>(
        storage: &'b mut MaybeUninit<Boundary<'a>>,
        desc: &'a FnDesc,
    ) -> &'b mut Boundary<'a> {
        let boundary = storage.as_mut_ptr();
        // All members but the arrays of `MaybeUninit`, which need no value.
        unsafe {
            (&raw mut (*boundary).desc).write(desc);
            (&raw mut (*boundary).n_slots).write(0);
            Sizes::start(&raw mut (*boundary).sizes);
            (&raw mut (*boundary).pending).write(false);
            (&raw mut (*boundary).packed).write(0);
            (&raw mut (*boundary).n_args).write(0);
            (&raw mut (*boundary).has_inout).write(false);
            &mut *boundary
        }
    }

    /// Parameters, then results.
    #[inline]
    pub(crate) fn params(&self) -> &'a [ParamDesc] {
        params_of(self.desc)
    }

    /// What the kernel reads.
    #[inline]
    pub(crate) fn slots(&self) -> &[i64] {
        unsafe { core::slice::from_raw_parts(self.slots.as_ptr().cast(), self.n_slots) }
    }

    /// The arguments added so far, with core dimensions only.
    pub(crate) fn views(&self) -> &[View] {
        unsafe { core::slice::from_raw_parts(self.views.as_ptr().cast(), self.n_args) }
    }

    /// Adds one word to what the kernel reads.
    #[inline]
    pub(crate) fn push_slot(&mut self, value: i64) {
        // No kernel has more than `MAX_SLOTS`.
        unsafe { self.slots.get_unchecked_mut(self.n_slots) }.write(value);
        self.n_slots += 1;
    }

    /// Adds some words, with one look at how many there are: each would wait for the one before.
    #[inline(always)]
    fn push_slots<const N: usize>(&mut self, values: [i64; N]) {
        let first = self.n_slots;
        for (idx, value) in values.into_iter().enumerate() {
            unsafe { self.slots.get_unchecked_mut(first + idx) }.write(value);
        }
        self.n_slots = first + N;
    }

    /// Declares that the next argument is updated in place.
    pub(crate) fn set_inout(&mut self) {
        self.has_inout = true;
    }

    /// Starts a message about argument `param`.
    #[cold]
    pub(crate) fn complain(&self, param: &ParamDesc) -> Message {
        let mut message = Message::new();
        message.c_text(&self.desc.name).text(": `").c_text(&param.name).text("`");
        message
    }

    #[cold]
    #[inline(never)]
    fn refuse(&self, param: &ParamDesc, status: Status, reason: &str) -> Status {
        self.complain(param).text(reason).place(&self.desc.file, self.desc.line, 0);
        status
    }

    /// Checks and adds a small, dense vector with the right extent, by far the most frequent
    /// argument where the time of a call matters at all. False if it is none of that; then the
    /// general way finds out what it is.
    #[inline(always)]
    pub(crate) fn add_vector(&mut self, param: &ParamDesc, view: &View) -> bool {
        const SMALL: u64 = 1 << 31;
        let (extent, stride) = view.axis(0);
        let address = view.data as usize;
        let dtype = dtype_of(param);
        let is_aligned = address & (dtype.align() - 1) == 0;
        // Not 0 either: an array without elements may have no address.
        let is_small = (extent as u64).wrapping_sub(1) < SMALL;
        if dtype.is_complex() || stride != 1 || !is_small || !is_aligned || address == 0 {
            return false;
        }
        let code = unsafe { &*param.dims.get() };
        match code.kind {
            SIZE_BIND => self.sizes.set(code.value, extent),
            SIZE_VAR if self.sizes.get(code.value) == Some(extent) => {}
            _ => return false,
        }
        let bytes = (extent as usize).wrapping_mul(dtype.size());
        self.push_slots([address as i64, extent, 1]);
        // With one look at how many there are, too.
        let idx = self.n_args;
        unsafe {
            self.spans.get_unchecked_mut(idx).write(Span { lo: address, hi: address.wrapping_add(bytes) });
            self.views.get_unchecked_mut(idx).write(View { rank: 1, ..*view });
        }
        self.n_args = idx + 1;
        true
    }

    /// Checks the memory of one argument: all dimensions, also loop dimensions.
    #[inline(never)]
    pub(crate) fn check_memory(&mut self, param: &ParamDesc, view: &View) -> Check {
        let dtype = dtype_of(param);
        let (mut low, mut high) = (0i64, 0i64);
        // Of an array without elements the other extents count: the compiler relies on it that their products do not wrap.
        let mut elements = Some(1i64);
        let (mut overflow, mut empty) = (false, false);
        for axis in 0..view.rank {
            let (extent, stride) = view.axis(axis);
            if !is_extent(extent) {
                return Err(self.refuse_no_extent(param, axis, extent));
            }
            if extent == 0 {
                empty = true;
                continue;
            }
            elements = elements.and_then(|count| count.checked_mul(extent));
            let Some(reach) = (extent - 1).checked_mul(stride) else {
                overflow = true;
                continue;
            };
            let side = if reach < 0 { &mut low } else { &mut high };
            match side.checked_add(reach) {
                Some(sum) => *side = sum,
                None => overflow = true,
            }
        }
        let span = match elements {
            _ if empty => elements.map(|_| Span { lo: 0, hi: 0 }),
            _ if view.data.is_null() => {
                return Err(self.refuse(param, Status::Null, " has no data"));
            }
            Some(count) if !overflow => span_of(view.data, low, high, count, dtype),
            _ => None,
        };
        let Some(span) = span else {
            let reason = " is larger than the memory can be";
            return Err(self.refuse(param, Status::Shape, reason));
        };
        if span.hi != span.lo && (view.data as usize) & (dtype.align() - 1) != 0 {
            return Err(self.refuse(param, Status::Align, " is not aligned to its elements"));
        }
        self.push_span(span);
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn refuse_no_extent(&self, param: &ParamDesc, axis: usize, extent: i64) -> Status {
        self.complain(param)
            .text(if extent < 0 { " has the negative extent " } else { " has the extent " })
            .number(extent)
            .text(" on axis ")
            .number(axis as i64)
            .text(if extent < 0 { "" } else { ", larger than the memory can be" })
            .place(&self.desc.file, self.desc.line, 0);
        Status::Shape
    }

    /// Adds an array argument whose memory has been checked: its core dimensions give sizes their
    /// values, or are compared with them.
    #[inline(always)]
    pub(crate) fn add_array(&mut self, param: &ParamDesc, view: View) -> Check {
        let idx = self.n_args;
        self.push_slot(view.data as i64);
        for axis in 0..view.rank {
            let (extent, _) = view.axis(axis);
            let code = unsafe { &*param.dims.get().add(axis) };
            self.take_extent(param, axis, code, extent)?;
            self.push_slot(extent);
        }
        if dtype_of(param).is_complex() {
            self.push_slot(2);
            self.push_strides(param, &view, idx, 2);
            self.push_slot(1);
        } else {
            self.push_strides(param, &view, idx, 1);
        }
        self.push_view(view);
        Ok(())
    }

    /// Adds the strides of an array, each `scale` times. Those whose inner extents are all constants are what the kernel
    /// takes them to be; an array that is laid out otherwise must be packed.
    #[inline(always)]
    fn push_strides(&mut self, param: &ParamDesc, view: &View, idx: usize, scale: i64) {
        let Some(slots) = self.slots.get_mut(self.n_slots..).and_then(|slots| slots.get_mut(..view.rank))
        else {
            return;
        };
        let mut fixed = Some(1i64);
        for (axis, slot) in slots.iter_mut().enumerate().rev() {
            let (extent, stride) = view.axis(axis);
            if fixed.is_some_and(|fixed| stride != fixed) && extent > 1 && !planted(Fault::PackingSkipped) {
                self.packed |= 1 << (idx & 63);
            }
            slot.write(fixed.unwrap_or(stride).wrapping_mul(scale));
            let code = unsafe { &*param.dims.get().add(axis) };
            fixed = fixed.filter(|_| code.kind == SIZE_CONST).and_then(|f| f.checked_mul(code.value));
        }
        self.n_slots += view.rank;
    }

    #[inline]
    fn push_view(&mut self, view: View) {
        // `params_of` gives no more than `MAX_ARGS`.
        unsafe { self.views.get_unchecked_mut(self.n_args) }.write(view);
        self.n_args += 1;
    }

    /// Adds a scalar parameter, whose span is known: its value goes into the slots.
    #[inline]
    pub(crate) fn add_scalar(&mut self, param: &ParamDesc, data: *mut u8) {
        let (low, high) = unsafe { read_scalar(dtype_of(param), data) };
        self.push_slot(low);
        if dtype_of(param).is_complex() {
            self.push_slot(high);
        }
        if param.size >= 0 {
            self.sizes.set(i64::from(param.size), low);
        }
        self.push_view(scalar_view(data));
    }

    /// Adds a scalar parameter that no cell will read.
    pub(crate) fn add_absent_scalar(&mut self, param: &ParamDesc) {
        self.push_slot(0);
        if dtype_of(param).is_complex() {
            self.push_slot(0);
        }
        self.push_view(scalar_view(core::ptr::null_mut()));
    }

    /// Adds a scalar result, or a scalar that is updated: its address goes into the slots, of a complex number those of
    /// its parts.
    #[inline]
    pub(crate) fn add_scalar_place(&mut self, param: &ParamDesc, data: *mut u8) {
        self.push_slot(data as i64);
        let dtype = dtype_of(param);
        if dtype.is_complex() {
            self.push_slot(data.wrapping_add(dtype.part().size()) as i64);
        }
        self.push_view(scalar_view(data));
    }

    #[inline(always)]
    fn take_extent(&mut self, param: &ParamDesc, axis: usize, code: &SizeCode, extent: i64) -> Check {
        let expected = match code.kind {
            SIZE_BIND => {
                self.sizes.set(code.value, extent);
                return Ok(());
            }
            SIZE_ANY => return Ok(()),
            SIZE_CONST => code.value,
            SIZE_VAR if self.sizes.get(code.value).is_some() => {
                self.sizes.get(code.value).unwrap_or_default()
            }
            _ => {
                self.pending = true;
                return Ok(());
            }
        };
        if extent == expected || planted(Fault::ExtentAccepted) {
            return Ok(());
        }
        Err(self.refuse_extent(param, axis, code, extent, Some(expected)))
    }

    #[cold]
    #[inline(never)]
    fn refuse_extent(
        &self,
        param: &ParamDesc,
        axis: usize,
        code: &SizeCode,
        found: i64,
        expected: Option<i64>,
    ) -> Status {
        let mut message = self.complain(param);
        message.text(" has extent ").number(found).text(" on axis ").number(axis as i64);
        message.text(", expected ");
        write_size(&mut message, code, expected);
        message.place(&self.desc.file, self.desc.line, 0);
        Status::Shape
    }

    /// The checks that need all arguments: remaining dimensions, constraints, overlap. `views` as in
    /// `check_overlap`.
    pub(crate) fn finish(&self, views: &[View]) -> Check {
        // What `where` says comes first: what is wrong with a result's extent may follow from it.
        if self.desc.n_constraints > 0 {
            self.check_constraints()?;
        }
        if self.pending {
            self.check_pending()?;
        }
        self.check_overlap(views)
    }

    #[inline(never)]
    fn check_pending(&self) -> Check {
        for (param, view) in self.params().iter().zip(self.views()) {
            for axis in 0..view.rank {
                let code = unsafe { &*param.dims.get().add(axis) };
                if matches!(code.kind, SIZE_BIND | SIZE_ANY) {
                    continue;
                }
                let (extent, _) = view.axis(axis);
                let expected = self.sizes.evaluate(code);
                if expected != Some(extent) {
                    return Err(self.refuse_extent(param, axis, code, extent, expected));
                }
            }
        }
        Ok(())
    }

    #[inline(never)]
    fn check_constraints(&self) -> Check {
        let count = self.desc.n_constraints as usize;
        let constraints = unsafe { core::slice::from_raw_parts(self.desc.constraints.get(), count) };
        for constraint in constraints {
            let (lhs, rhs) = (self.sizes.evaluate(&constraint.lhs), self.sizes.evaluate(&constraint.rhs));
            let holds = match (lhs, rhs) {
                (Some(lhs), Some(rhs)) => relate(constraint.relation, lhs, rhs),
                _ => false,
            };
            if !holds {
                return Err(self.refuse_constraint(constraint, lhs, rhs));
            }
        }
        Ok(())
    }

    #[cold]
    fn refuse_constraint(&self, constraint: &ConstraintDesc, lhs: Option<i64>, rhs: Option<i64>) -> Status {
        let mut message = Message::new();
        message.c_text(&self.desc.name).text(": needs ").c_text(&constraint.text).text(", but ");
        write_size(&mut message, &constraint.lhs, lhs);
        if constraint.rhs.kind != SIZE_CONST {
            message.text(" and ");
            write_size(&mut message, &constraint.rhs, rhs);
        }
        message.place(&self.desc.file, constraint.line, 0);
        Status::Shape
    }

    fn is_written(&self, idx: usize, param: &ParamDesc) -> bool {
        idx >= self.desc.n_params as usize || param.flags & PARAM_INOUT != 0
    }

    /// No output may overlap anything else. Exactly the same memory, by the `views` of all
    /// arguments, is allowed to kernels that read each element before they write it.
    #[inline(never)]
    pub(crate) fn check_overlap(&self, views: &[View]) -> Check {
        let spans: &[Span] = unsafe { core::slice::from_raw_parts(self.spans.as_ptr().cast(), self.n_args) };
        // Parameters are rarely written; their flags are looked at only then.
        let n_params = self.desc.n_params as usize;
        let first = if self.has_inout { 0 } else { n_params };
        for (idx, written) in spans.iter().enumerate().skip(first) {
            for (other_idx, other) in spans.iter().enumerate() {
                // An empty span begins and ends at 0.
                let apart =
                    other.lo >= written.hi || written.lo >= other.hi || planted(Fault::OverlapAccepted);
                if !apart && other_idx != idx {
                    self.check_pair(idx, other_idx, is_same_memory(views.get(idx), views.get(other_idx)))?;
                }
            }
        }
        Ok(())
    }

    /// Judges two arguments whose memory overlaps.
    #[cold]
    #[inline(never)]
    fn check_pair(&self, idx: usize, other_idx: usize, is_same: bool) -> Check {
        let params = self.params();
        let (Some(param), Some(other)) = (params.get(idx), params.get(other_idx)) else { return Ok(()) };
        if !self.is_written(idx, param) {
            return Ok(());
        }
        if is_same && self.desc.flags & FN_IN_PLACE != 0 && !self.is_written(other_idx, other) {
            return Ok(());
        }
        Err(self.refuse_overlap(param, other))
    }

    #[cold]
    #[inline(never)]
    fn refuse_overlap(&self, param: &ParamDesc, other: &ParamDesc) -> Status {
        let mut message = self.complain(param);
        message.text(" overlaps `").c_text(&other.name).text("`");
        message.place(&self.desc.file, self.desc.line, 0);
        Status::Alias
    }

    /// Refuses an output two of whose elements may be the same memory.
    #[inline]
    pub(crate) fn check_distinct(&self, param: &ParamDesc, view: &View) -> Check {
        if view.rank == 1 && view.axis(0).1 != 0 || view.rank == 0 {
            return Ok(());
        }
        if has_distinct_elements(view) {
            return Ok(());
        }
        Err(self.refuse(param, Status::Alias, " is an output that overlaps itself"))
    }

    /// Adds an argument of a lifted kernel that is called for a frame of one. Only results have
    /// had their memory checked.
    #[inline]
    pub(crate) fn add_lifted_value(&mut self, data: *mut u8) {
        self.push_slot(data as i64);
        self.push_slot(1);
        if self.n_args < self.desc.n_params as usize {
            self.push_empty_span();
        }
        self.push_view(scalar_view(data));
    }

    /// Adds an argument of a lifted kernel whose memory has been checked; the frame makes its
    /// slots later.
    pub(crate) fn add_lifted(&mut self, view: View) {
        self.push_view(view);
    }

    /// Declares that no result can overwrite the next argument.
    #[inline]
    pub(crate) fn push_empty_span(&mut self) {
        self.push_span(Span { lo: 0, hi: 0 });
    }

    /// Sets the span of the next argument.
    #[inline]
    fn push_span(&mut self, span: Span) {
        unsafe { self.spans.get_unchecked_mut(self.n_args) }.write(span);
    }
}

/// A scalar in memory as a view.
fn scalar_view(data: *mut u8) -> View {
    View { data, shape: core::ptr::null(), strides: core::ptr::null(), rank: 0 }
}

/// Parameters, then results.
#[inline]
pub(crate) fn params_of(desc: &FnDesc) -> &[ParamDesc] {
    let count = (desc.n_params as usize).saturating_add(desc.n_results as usize).min(MAX_ARGS);
    unsafe { core::slice::from_raw_parts(desc.params.get(), count) }
}

#[inline]
fn span_of(data: *mut u8, low: i64, high: i64, count: i64, dtype: DType) -> Option<Span> {
    let size = dtype.size() as i64;
    count.checked_mul(size)?;
    let below = low.checked_mul(size)?;
    let above = high.checked_mul(size)?.checked_add(size)?;
    let lo = (data as usize).checked_sub(below.unsigned_abs() as usize)?;
    let hi = (data as usize).checked_add(above as usize)?;
    Some(Span { lo, hi })
}

/// The value of a scalar, zero-extended; of a complex number both parts, each zero-extended.
///
/// # Safety
/// `data` must point to a value of that type.
pub(crate) unsafe fn read_scalar(dtype: DType, data: *const u8) -> (i64, i64) {
    unsafe {
        match dtype.size() {
            8 if dtype.is_complex() => {
                let words = data.cast::<u32>();
                (i64::from(words.read_unaligned()), i64::from(words.add(1).read_unaligned()))
            }
            1 => (i64::from(*data), 0),
            2 => (i64::from(data.cast::<u16>().read_unaligned()), 0),
            4 => (i64::from(data.cast::<u32>().read_unaligned()), 0),
            8 => (data.cast::<i64>().read_unaligned(), 0),
            _ => {
                let words = data.cast::<i64>();
                (words.read_unaligned(), words.add(1).read_unaligned())
            }
        }
    }
}
