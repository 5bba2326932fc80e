//! What the documentation of the C interface says about a call, told by a second voice: which statuses a call may have.
//!
//! Slow and plain: an array is the set of the addresses of its bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use abi::Status;
use abi::layout::MAX_RANK;

/// A dimension of a parameter.
#[derive(Clone, Copy, Debug)]
pub enum Dim {
    /// A size variable by its number.
    Size(usize),
    /// One more than a size variable.
    OneMore(usize),
    /// A constant.
    Exactly(i64),
}

/// A parameter or result.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Outermost first.
    pub dims: &'static [Dim],
    /// Its host's memory is written.
    pub written: bool,
    /// The size variable whose value it is.
    pub defines: Option<usize>,
}

/// An argument whose description can be read.
#[derive(Clone, Debug)]
pub struct Array {
    /// Address of the element with indices 0.
    pub data: u64,
    /// Extents.
    pub shape: Vec<i64>,
    /// In elements.
    pub strides: Vec<i64>,
    /// Bytes of an element.
    pub size: u64,
    /// What its address must be a multiple of.
    pub align: u64,
    /// For a scalar that is read at once: its value.
    pub value: Option<i64>,
}

/// Statuses that a call may have.
#[derive(Clone, Default, Debug)]
pub struct Verdict {
    /// If there are any, the call must have one of these or of `may`.
    pub must: BTreeSet<i32>,
    /// The call may be refused for these: the boundary is allowed to be careful.
    pub may: BTreeSet<i32>,
    /// Something that looks right lies outside of the host's memory: nothing is promised.
    pub dangling: bool,
}

/// More elements are not looked at one by one.
const MOST: i128 = 1 << 14;

impl Verdict {
    /// The call must be refused.
    pub fn refuse(&mut self, status: Status) {
        self.must.insert(status as i32);
    }
    /// The call may be refused.
    pub fn suspect(&mut self, status: Status) {
        self.may.insert(status as i32);
    }
    /// Whether a call may have this status.
    #[must_use]
    pub fn allows(&self, status: i32) -> bool {
        self.must.contains(&status) || self.may.contains(&status) || (status == 0 && self.must.is_empty())
    }
}

impl Array {
    fn elements(&self) -> i128 {
        if self.shape.contains(&0) {
            0
        } else {
            self.shape.iter().map(|&n| i128::from(n)).fold(1, saturating)
        }
    }

    /// The bytes from the first to the last, as numbers that may be no addresses.
    fn span(&self) -> Range<i128> {
        let (mut low, mut high) = (0i128, 0i128);
        for (&extent, &stride) in self.shape.iter().zip(&self.strides) {
            let reach = (i128::from(extent) - 1).saturating_mul(i128::from(stride));
            let side = if reach < 0 { &mut low } else { &mut high };
            *side = side.saturating_add(reach);
        }
        let (size, data) = (i128::from(self.size), i128::from(self.data));
        let (below, above) = (low.saturating_mul(size), high.saturating_mul(size).saturating_add(size));
        data.saturating_add(below)..data.saturating_add(above)
    }

    /// The addresses of all elements; none if they are too many.
    #[must_use]
    pub fn addresses(&self) -> Option<Vec<u64>> {
        if self.shape.iter().any(|&extent| extent < 0) || self.elements() > MOST {
            return None;
        }
        if self.elements() == 0 {
            return Some(Vec::new());
        }
        let mut found = vec![self.data];
        for (&extent, &stride) in self.shape.iter().zip(&self.strides) {
            let step = stride.wrapping_mul(self.size as i64);
            found = found
                .iter()
                .flat_map(|&at| (0..extent).map(move |k| at.wrapping_add(k.wrapping_mul(step) as u64)))
                .collect();
        }
        Some(found)
    }

    /// The addresses of all bytes; none if they are too many.
    #[must_use]
    pub fn bytes(&self) -> Option<BTreeSet<u64>> {
        Some(self.addresses()?.into_iter().flat_map(|at| (0..self.size).map(move |k| at + k)).collect())
    }

    fn judge(&self, memory: &Range<u64>, verdict: &mut Verdict) {
        // Extents count by themselves and together where there are no elements too.
        let others = self.shape.iter().filter(|&&extent| extent != 0);
        let product = others.map(|&extent| i128::from(extent)).fold(1, saturating);
        let is_extent = |extent: &i64| (0..1 << 47).contains(extent);
        if !self.shape.iter().all(is_extent) || product > i128::from(i64::MAX) {
            verdict.refuse(Status::Shape);
        }
        let elements = self.elements();
        if self.shape.iter().any(|&extent| extent < 0) || elements == 0 {
            return;
        }
        if self.data == 0 {
            verdict.refuse(Status::Null);
        }
        if !self.data.is_multiple_of(self.align) {
            verdict.refuse(Status::Align);
        }
        let span = self.span();
        let bytes = elements.saturating_mul(i128::from(self.size));
        if span.start < 0 || span.end > i128::from(u64::MAX) || bytes > i128::from(i64::MAX) {
            verdict.refuse(Status::Shape);
        } else if span.start < i128::from(memory.start) || span.end > i128::from(memory.end) {
            // Sums on the way may overflow although the result would not.
            verdict.suspect(Status::Shape);
            verdict.dangling = true;
        }
    }
}

fn saturating(a: i128, b: i128) -> i128 {
    a.saturating_mul(b)
}

/// Judges the arrays of a call, parameters first. `lifts` says whether loop dimensions are possible.
#[must_use]
pub fn judge(
    slots: &[Slot],
    n_params: usize,
    arrays: &[Array],
    constraint: Option<(usize, i64)>,
    lifts: bool,
    memory: &Range<u64>,
) -> Verdict {
    let mut verdict = Verdict::default();
    if slots.iter().zip(arrays).any(|(slot, array)| array.shape.len() < slot.dims.len()) {
        verdict.refuse(Status::Rank);
        return verdict;
    }
    judge_frame(slots, n_params, arrays, lifts, &mut verdict);
    arrays.iter().for_each(|array| array.judge(memory, &mut verdict));
    judge_sizes(slots, arrays, constraint, &mut verdict);
    for (idx, (slot, array)) in slots.iter().zip(arrays).enumerate() {
        if slot.written || idx >= n_params {
            judge_written(idx, array, slots, n_params, arrays, lifts, &mut verdict);
        }
    }
    verdict
}

/// Loop dimensions, by NumPy's rules.
fn judge_frame(slots: &[Slot], n_params: usize, arrays: &[Array], lifts: bool, verdict: &mut Verdict) {
    let own = |idx: usize| &arrays[idx].shape[..arrays[idx].shape.len() - slots[idx].dims.len()];
    let rank = (0..arrays.len()).map(|idx| own(idx).len()).max().unwrap_or(0);
    if rank > 0 && !lifts {
        return verdict.refuse(Status::Rank);
    }
    let mut frame = vec![1i64; rank];
    for idx in 0..n_params {
        for (axis, &extent) in own(idx).iter().rev().enumerate() {
            let common = &mut frame[rank - 1 - axis];
            if *common == 1 {
                *common = extent;
            } else if extent != 1 && extent != *common {
                verdict.refuse(Status::Shape);
            }
        }
    }
    for (idx, slot) in slots.iter().enumerate() {
        if slot.defines.is_some() && !own(idx).is_empty() {
            verdict.refuse(Status::Rank);
        }
        if slot.written || idx >= n_params {
            if own(idx).len() != rank {
                verdict.refuse(Status::Rank);
            } else if own(idx) != frame {
                verdict.refuse(Status::Shape);
            }
        }
    }
    let cells = frame.iter().map(|&n| i128::from(n)).fold(1, saturating);
    if cells > i128::from(i64::MAX) && !frame.contains(&0) {
        verdict.refuse(Status::Shape);
    }
    if rank > MAX_RANK {
        verdict.refuse(Status::Rank);
    }
}

/// Core dimensions and the constraint.
fn judge_sizes(slots: &[Slot], arrays: &[Array], constraint: Option<(usize, i64)>, verdict: &mut Verdict) {
    let mut sizes: BTreeMap<usize, i64> = BTreeMap::new();
    let cores = || {
        slots.iter().zip(arrays).flat_map(|(slot, array)| {
            let core = &array.shape[array.shape.len() - slot.dims.len()..];
            slot.dims.iter().copied().zip(core.iter().copied())
        })
    };
    for (slot, array) in slots.iter().zip(arrays) {
        if let (Some(size), Some(value)) = (slot.defines, array.value) {
            sizes.insert(size, value);
        }
    }
    for (dim, extent) in cores() {
        if let Dim::Size(size) = dim {
            sizes.entry(size).or_insert(extent);
        }
    }
    for (dim, extent) in cores() {
        let expected = match dim {
            Dim::Size(size) => sizes.get(&size).copied(),
            Dim::OneMore(size) => sizes.get(&size).and_then(|value| value.checked_add(1)),
            Dim::Exactly(value) => Some(value),
        };
        if expected != Some(extent) {
            verdict.refuse(Status::Shape);
        }
    }
    if let Some((size, least)) = constraint
        && sizes.get(&size).is_none_or(|&value| value < least)
    {
        verdict.refuse(Status::Shape);
    }
}

/// What is written overlaps neither itself nor anything else.
fn judge_written(
    idx: usize,
    array: &Array,
    slots: &[Slot],
    n_params: usize,
    arrays: &[Array],
    lifts: bool,
    verdict: &mut Verdict,
) {
    let Some(addresses) = array.addresses() else { return verdict.suspect(Status::Alias) };
    let distinct: BTreeSet<u64> = addresses.iter().copied().collect();
    if distinct.len() < addresses.len() {
        verdict.refuse(Status::Alias);
    }
    if array.shape.iter().filter(|&&extent| extent > 1).count() > 1 {
        // Strides that interleave without meeting are not worth a proof.
        verdict.suspect(Status::Alias);
    }
    for (other_idx, other) in arrays.iter().enumerate() {
        let is_copy = !lifts && slots[other_idx].dims.is_empty() && other_idx < n_params;
        if other_idx == idx || is_copy || array.elements() == 0 || other.elements() == 0 {
            continue;
        }
        let (own, its) = (array.span(), other.span());
        if own.end <= its.start || its.end <= own.start {
            continue;
        }
        let same = array.data == other.data && array.shape == other.shape && array.strides == other.strides;
        let read_only = other_idx < n_params && !slots[other_idx].written;
        let meets = match (array.bytes(), other.bytes()) {
            (Some(own), Some(its)) => own.intersection(&its).next().is_some(),
            _ => false,
        };
        if meets && !(same && read_only) {
            verdict.refuse(Status::Alias);
        } else {
            verdict.suspect(Status::Alias);
        }
    }
}
