//! Arrays in memory as hosts lay them out: with strides of all kinds, gaps, odd beginnings.

use std::ffi::c_void;

use abi::layout::{DLDataType, DLDevice, DLTensor};
use array::ArrayValue;
use base::{DType, Scalar};

use crate::generate::rng::Rng;
use crate::parts::parts_of;

/// Fills the gaps, which nobody may change.
const GAP: u8 = 0xa5;

/// How an array lies in memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// Row-major without gaps, at a multiple of 64 bytes.
    Dense,
    /// Row-major without gaps, aligned to an element only.
    Offset,
    /// Every axis backwards.
    Reversed,
    /// Gaps between the elements of the last axis.
    Strided,
    /// Gaps between rows.
    Padded,
    /// The first axis is the fastest.
    Transposed,
    /// Axes along which nothing changes have stride 0 (inputs only).
    Stretched,
}

impl Layout {
    /// All of them; the last is for inputs only.
    pub const ALL: [Layout; 7] = [
        Layout::Dense,
        Layout::Offset,
        Layout::Reversed,
        Layout::Strided,
        Layout::Padded,
        Layout::Transposed,
        Layout::Stretched,
    ];
    /// A layout for an input, often the plain one.
    pub fn of_input(rng: &mut Rng) -> Layout {
        if rng.chance(45) { Layout::Dense } else { *rng.pick(&Layout::ALL) }
    }
    /// A layout for an output.
    pub fn of_output(rng: &mut Rng) -> Layout {
        if rng.chance(55) { Layout::Dense } else { *rng.pick(&Layout::ALL[..6]) }
    }
}

/// Memory with one array in it.
pub struct Memory {
    /// Words, so that the beginning is aligned; 64 more bytes before and after than needed.
    words: Vec<u64>,
    start: usize,
    dtype: DType,
    shape: Vec<i64>,
    strides: Vec<i64>,
}

impl Memory {
    /// Memory for an array of that type and shape, all of it filled with the pattern of gaps.
    #[must_use]
    pub fn new(dtype: DType, shape: &[usize], layout: Layout) -> Self {
        let size = dtype.size() as i64;
        let shape: Vec<i64> = shape.iter().map(|&n| n as i64).collect();
        let mut strides = vec![0i64; shape.len()];
        let mut next = if layout == Layout::Strided { 3 } else { 1 };
        let order: Vec<usize> = match layout {
            Layout::Transposed => (0..shape.len()).collect(),
            _ => (0..shape.len()).rev().collect(),
        };
        for (position, &axis) in order.iter().enumerate() {
            strides[axis] = next;
            next *= shape[axis].max(1);
            if layout == Layout::Padded && position == 0 {
                next += 5;
            }
        }
        // Nothing is laid out of an array without elements, however long its other axes are.
        let is_empty = shape.contains(&0);
        if is_empty {
            next = 1;
        }
        let mut first = 0;
        if layout == Layout::Reversed {
            for (stride, extent) in strides.iter_mut().zip(&shape) {
                first += if is_empty { 0 } else { *stride * (extent - 1) };
                *stride = -*stride;
            }
        }
        let shift = if layout == Layout::Offset { dtype.align() as i64 } else { 0 };
        let words = vec![u64::from_ne_bytes([GAP; 8]); ((next + 1) * size + shift + 192) as usize / 8 + 1];
        let padding = (64 - words.as_ptr().addr() % 64) % 64;
        let start = padding + 64 + (first * size + shift) as usize;
        Self { words, start, dtype, shape, strides }
    }

    /// An array in memory.
    #[must_use]
    pub fn of(array: &ArrayValue, layout: Layout) -> Self {
        let mut memory = Self::new(array.dtype, &array.shape, layout);
        if layout == Layout::Stretched {
            for axis in 0..array.shape.len() {
                if is_constant_along(array, axis) {
                    memory.strides[axis] = 0;
                }
            }
        }
        let size = array.dtype.part().size();
        for (place, parts) in memory.places().into_iter().zip(array.data.chunks(parts_of(array.dtype))) {
            for (k, part) in parts.iter().enumerate() {
                let bytes = part.bits.to_ne_bytes();
                memory.bytes_mut()[place + k * size..][..size].copy_from_slice(&bytes[..size]);
            }
        }
        memory
    }

    fn bytes_mut(&mut self) -> &mut [u8] {
        let (_, bytes, _) = unsafe { self.words.align_to_mut::<u8>() };
        bytes
    }

    fn bytes(&self) -> &[u8] {
        let (_, bytes, _) = unsafe { self.words.align_to::<u8>() };
        bytes
    }

    /// Where each element begins, row-major.
    fn places(&self) -> Vec<usize> {
        if self.shape.contains(&0) {
            return Vec::new();
        }
        let mut places = vec![self.start as i64];
        for (extent, stride) in self.shape.iter().zip(&self.strides) {
            let step = stride * self.dtype.size() as i64;
            places =
                places.iter().flat_map(|place| (0..*extent).map(move |idx| place + idx * step)).collect();
        }
        places.into_iter().map(|place| place as usize).collect()
    }

    /// The array that is there now.
    #[must_use]
    pub fn array(&self) -> ArrayValue {
        let part = self.dtype.part();
        let size = part.size();
        let read = |place: usize| {
            let mut bits = [0; 8];
            bits[..size].copy_from_slice(&self.bytes()[place..place + size]);
            Scalar { dtype: part, bits: u64::from_ne_bytes(bits) }
        };
        let parts = |place| (0..parts_of(self.dtype)).map(move |k| place + k * size);
        let data = self.places().into_iter().flat_map(parts).map(read).collect();
        ArrayValue { dtype: self.dtype, shape: self.shape.iter().map(|&n| n as usize).collect(), data }
    }

    /// Whether everything outside of the array still has the pattern of gaps.
    #[must_use]
    pub fn gaps_are_whole(&self) -> bool {
        let mut inside = vec![false; self.bytes().len()];
        for place in self.places() {
            inside[place..place + self.dtype.size()].fill(true);
        }
        self.bytes().iter().zip(&inside).all(|(byte, inside)| *inside || *byte == GAP)
    }

    /// A copy of everything, to compare with later.
    #[must_use]
    pub fn snapshot(&self) -> Vec<u64> {
        self.words.clone()
    }

    /// Whether nothing has changed since.
    #[must_use]
    pub fn is_as(&self, snapshot: &[u64]) -> bool {
        self.words == snapshot
    }

    /// As a typed entry reads it: address, extents, strides; valid while `self` is.
    #[must_use]
    pub fn view(&mut self) -> Vec<u64> {
        let start = self.start;
        let address = self.bytes_mut()[start..].as_mut_ptr().expose_provenance();
        let words = self.shape.iter().chain(&self.strides).map(|word| word.cast_unsigned());
        std::iter::once(address as u64).chain(words).collect()
    }

    /// As a library reads it; valid while `self` is.
    #[must_use]
    pub fn tensor(&mut self) -> DLTensor {
        let (code, bits) = self.dtype.dlpack();
        let start = self.start;
        DLTensor {
            data: self.bytes_mut()[start..].as_mut_ptr().cast::<c_void>(),
            device: DLDevice { device_type: 1, device_id: 0 },
            ndim: self.shape.len() as i32,
            dtype: DLDataType { code, bits, lanes: 1 },
            shape: self.shape.as_ptr(),
            strides: self.strides.as_ptr(),
            byte_offset: 0,
        }
    }
}

fn is_constant_along(array: &ArrayValue, axis: usize) -> bool {
    let inner = array.shape[axis + 1..].iter().product::<usize>() * parts_of(array.dtype);
    let extent = array.shape[axis];
    let first_of = |flat: usize| flat - (flat / inner.max(1) % extent) * inner;
    extent > 1 && array.data.iter().enumerate().all(|(flat, value)| array.data[first_of(flat)] == *value)
}
