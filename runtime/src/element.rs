//! Rust types that can be elements of arrays.

use abi::DType;

/// A Rust type with the layout of an element type.
///
/// # Safety
/// The type must have exactly the size and meaning of `DTYPE`, and every bit pattern that a
/// library can write must be a value of it.
pub unsafe trait Element: Copy + 'static {
    /// The element type.
    const DTYPE: DType;
}

/// A complex number.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
#[repr(C)]
pub struct Complex<T> {
    /// Real part.
    pub re: T,
    /// Imaginary part.
    pub im: T,
}

/// An IEEE binary16 number as its bits; `half::f16::from_bits` of the crate `half` makes a number of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(transparent)]
pub struct F16(pub u16);

/// The upper half of an `f32` as its bits, as `half::bf16::from_bits` takes them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(transparent)]
pub struct BF16(pub u16);

macro_rules! element {
    ($($rust:ty => $dtype:ident),* $(,)?) => {
        $(unsafe impl Element for $rust {
            const DTYPE: DType = DType::$dtype;
        })*
    };
}

// Libraries write nothing but 0 and 1 into truth values.
element! {
    bool => Bool,
    i8 => I8, i16 => I16, i32 => I32, i64 => I64,
    u8 => U8, u16 => U16, u32 => U32, u64 => U64,
    F16 => F16, BF16 => BF16, f32 => F32, f64 => F64,
    Complex<f32> => C64, Complex<f64> => C128,
}
