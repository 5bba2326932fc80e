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

macro_rules! element {
    ($($rust:ty => $dtype:ident),* $(,)?) => {
        $(unsafe impl Element for $rust {
            const DTYPE: DType = DType::$dtype;
        })*
    };
}

// `[re, im]` stands for a complex number; libraries write 0 and 1 only into truth values.
element! {
    bool => Bool,
    i8 => I8, i16 => I16, i32 => I32, i64 => I64,
    u8 => U8, u16 => U16, u32 => U32, u64 => U64,
    f32 => F32, f64 => F64,
    [f32; 2] => C64, [f64; 2] => C128,
}
