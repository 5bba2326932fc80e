//! Values of size variables during the checks, and of expressions over them.

use crate::layout::{
    MAX_SIZE_DEPTH, MAX_SIZES, OP_ADD, OP_CONST, OP_FLOORDIV, OP_MUL, OP_SIZE, OP_SUB, REL_EQ, REL_GE,
    REL_GT, REL_LE, REL_LT, REL_NE, SIZE_BIND, SIZE_CONST, SIZE_VAR, SizeCode,
};
use crate::message::Message;
use core::mem::MaybeUninit;

/// The size variables of one call.
pub(crate) struct Sizes {
    values: [MaybeUninit<i64>; MAX_SIZES],
    /// Which have a value: one bit each.
    known: u64,
}

impl Sizes {
    /// Forgets all values.
    ///
    /// # Safety
    /// `sizes` points to memory for a `Sizes`, initialised or not.
    #[inline]
    pub(crate) unsafe fn start(sizes: *mut Sizes) {
        // The values themselves need none.
        unsafe { (&raw mut (*sizes).known).write(0) };
    }

    /// Gives a variable its value.
    #[inline]
    pub(crate) fn set(&mut self, idx: i64, value: i64) {
        // Numbers of size variables are below `MAX_SIZES`.
        unsafe { self.values.get_unchecked_mut(idx as usize) }.write(value);
        self.known |= 1 << (idx as u64 & 63);
    }

    /// The value of a variable, if it has one.
    #[inline]
    pub(crate) fn get(&self, idx: i64) -> Option<i64> {
        let is_known = self.known & (1 << (idx & 63)) != 0;
        // Written when its bit was set.
        is_known.then(|| unsafe { self.values.get_unchecked(idx as usize).assume_init() })
    }

    /// The value of a size expression; `None` if it overflows or divides by zero.
    pub(crate) fn evaluate(&self, code: &SizeCode) -> Option<i64> {
        match code.kind {
            SIZE_CONST => return Some(code.value),
            SIZE_BIND | SIZE_VAR => return self.get(code.value),
            _ => {}
        }
        let mut stack = [0i64; MAX_SIZE_DEPTH];
        let mut depth = 0usize;
        for step in 0..code.len as usize {
            let op = unsafe { *code.code.get().add(step) };
            let value = match op.op {
                OP_CONST => op.value,
                OP_SIZE => self.get(op.value)?,
                _ => {
                    let (a, b) = (*stack.get(depth.wrapping_sub(2))?, *stack.get(depth - 1)?);
                    depth -= 2;
                    apply(op.op, a, b)?
                }
            };
            *stack.get_mut(depth)? = value;
            depth += 1;
        }
        stack.first().copied()
    }
}

fn apply(op: u32, a: i64, b: i64) -> Option<i64> {
    match op {
        OP_ADD => a.checked_add(b),
        OP_SUB => a.checked_sub(b),
        OP_MUL => a.checked_mul(b),
        OP_FLOORDIV => {
            let quotient = a.checked_div(b)?;
            let inexact = quotient.wrapping_mul(b) != a;
            Some(if inexact && (a < 0) != (b < 0) { quotient - 1 } else { quotient })
        }
        _ => None,
    }
}

/// Whether the relation of that number holds.
pub(crate) fn relate(relation: u32, lhs: i64, rhs: i64) -> bool {
    match relation {
        REL_EQ => lhs == rhs,
        REL_NE => lhs != rhs,
        REL_LT => lhs < rhs,
        REL_LE => lhs <= rhs,
        REL_GT => lhs > rhs,
        REL_GE => lhs >= rhs,
        _ => false,
    }
}

/// `rows + 1 = 5`, or just `5` for a constant.
pub(crate) fn write_size(message: &mut Message, code: &SizeCode, value: Option<i64>) {
    if code.kind != SIZE_CONST && !code.text.get().is_null() {
        message.c_text(&code.text);
        match value {
            Some(value) => message.text(" = ").number(value),
            None => message.text(" (beyond 64 bits)"),
        };
    } else if let Some(value) = value {
        message.number(value);
    }
}
