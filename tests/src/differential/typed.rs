//! Calls of typed entries: functions of C whose parameters differ from one to the other.
//!
//! On x86-64 (System V) an argument's place depends only on its kind and on what stands before it: six integer
//! registers, eight vector registers, the stack for the rest. So one signature that fills all of them serves every
//! function.

use abi::DType;
use array::ArrayValue;
use base::Scalar;

const INTEGERS: usize = 6;
const VECTORS: usize = 8;
const STACK: usize = 16;

type Entry =
    unsafe extern "C" fn(u64, u64, u64, u64, u64, u64, f64, f64, f64, f64, f64, f64, f64, f64, Stack) -> i32;

/// Passed in memory: its words lie where the arguments lie that have no register.
#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Stack([u64; STACK]);

/// Arguments in their places.
#[derive(Default)]
pub(super) struct Arguments {
    integers: Vec<u64>,
    vectors: Vec<u64>,
    stack: Vec<u64>,
}

impl Arguments {
    /// A view, or the place of a result.
    pub(super) fn pointer(&mut self, address: u64) {
        self.integer(address);
    }

    /// A scalar by value.
    pub(super) fn scalar(&mut self, value: &ArrayValue) {
        let word = |part: &Scalar| part.bits;
        match value.dtype {
            DType::F32 | DType::F64 => self.in_vectors(&[word(&value.data[0])]),
            DType::C64 => self.in_vectors(&[word(&value.data[0]) | word(&value.data[1]) << 32]),
            DType::C128 => self.in_vectors(&[word(&value.data[0]), word(&value.data[1])]),
            dtype => {
                // A caller extends what is shorter than 32 bits.
                let unused = 64 - 8 * dtype.size() as u32;
                let bits = word(&value.data[0]) << unused;
                let signed = (bits.cast_signed() >> unused).cast_unsigned();
                self.integer(if dtype.is_signed_int() { signed } else { bits >> unused });
            }
        }
    }

    fn integer(&mut self, word: u64) {
        let place = if self.integers.len() < INTEGERS { &mut self.integers } else { &mut self.stack };
        place.push(word);
    }

    fn in_vectors(&mut self, words: &[u64]) {
        let fits = self.vectors.len() + words.len() <= VECTORS;
        let place = if fits { &mut self.vectors } else { &mut self.stack };
        place.extend(words);
    }

    /// Calls the entry at `symbol`; none if there are too many arguments.
    ///
    /// # Safety
    /// The entry takes such arguments, and what they point to is valid.
    pub(super) unsafe fn call(&self, symbol: *const ()) -> Option<i32> {
        let entry = unsafe { std::mem::transmute::<*const (), Entry>(symbol) };
        let mut stack = Stack::default();
        stack.0.get_mut(..self.stack.len())?.copy_from_slice(&self.stack);
        let i = |k: usize| self.integers.get(k).copied().unwrap_or(0);
        let v = |k: usize| f64::from_bits(self.vectors.get(k).copied().unwrap_or(0));
        let status = unsafe {
            entry(i(0), i(1), i(2), i(3), i(4), i(5), v(0), v(1), v(2), v(3), v(4), v(5), v(6), v(7), stack)
        };
        Some(status)
    }
}
