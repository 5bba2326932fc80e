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

/// An IEEE binary16 number as its bits, which those of the crate `half` can become by `half::f16::from_bits`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(transparent)]
pub struct F16(pub u16);

/// The upper half of an `f32` as its bits, which those of the crate `half` can become by `half::bf16::from_bits`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(transparent)]
pub struct BF16(pub u16);

impl F16 {
    /// The nearest one, ties to even; an infinity from 65520 on.
    #[must_use]
    pub fn from_f32(x: f32) -> F16 {
        let (sign, size) = ((x.to_bits() >> 16) & 0x8000, x.to_bits() & 0x7fff_ffff);
        let bits = match size {
            0x7f80_0001.. => 0x7e00,
            0x477f_f000.. => 0x7c00,
            // Its last place is that of 1/2 as an `f32`, so the sum rounds there.
            ..0x3880_0000 => (f32::from_bits(size) + 0.5).to_bits() - 0x3f00_0000,
            _ => (size + 0xfff + (size >> 13 & 1) - 0x3800_0000) >> 13,
        };
        F16((sign | bits) as u16)
    }

    /// The same number.
    #[must_use]
    pub fn to_f32(self) -> f32 {
        let size = u32::from(self.0 & 0x7fff) << 13;
        // The exponent is biased by 112 less; a subnormal number becomes normal by the product.
        let number = f32::from_bits(size) * f32::from_bits((127 + 112) << 23);
        let number = if size >= 0x0f80_0000 { f32::from_bits(size | 0x7f80_0000) } else { number };
        if self.0 >> 15 == 1 { -number } else { number }
    }
}

impl BF16 {
    /// The nearest one, ties to even; an infinity from about 3.396e38 on.
    #[must_use]
    pub fn from_f32(x: f32) -> BF16 {
        let bits = x.to_bits();
        if x.is_nan() {
            return BF16((bits >> 16) as u16 | 0x40);
        }
        BF16(((bits + 0x7fff + (bits >> 16 & 1)) >> 16) as u16)
    }

    /// The same number.
    #[must_use]
    pub fn to_f32(self) -> f32 {
        f32::from_bits(u32::from(self.0) << 16)
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_numbers_and_come_back() {
        for bits in 0..=u16::MAX {
            let (half, brain) = (F16(bits), BF16(bits));
            let is_same = |to: u16, x: f32, again: f32| to == bits || x.is_nan() && again.is_nan();
            let there = F16::from_f32(half.to_f32());
            assert!(is_same(there.0, half.to_f32(), there.to_f32()), "{half:?} becomes {there:?}");
            let there = BF16::from_f32(brain.to_f32());
            assert!(is_same(there.0, brain.to_f32(), there.to_f32()), "{brain:?} becomes {there:?}");
        }
    }

    #[test]
    fn numbers_become_the_nearest_half() {
        let half = |x: f32| F16::from_f32(x).to_f32();
        assert_eq!([1.0, -2.5, 65504.0, 65519.0].map(half), [1.0, -2.5, 65504.0, 65504.0]);
        assert_eq!([65520.0, -1e9].map(half), [f32::INFINITY, f32::NEG_INFINITY]);
        // Ties go to even, subnormal ones too, also where they become normal.
        assert_eq!([2049.0, 2051.0].map(half), [2048.0, 2052.0]);
        let unit = (2.0f32).powi(-24);
        assert_eq!([0.5, 1.5, 0.50001, 1023.5].map(|x| half(x * unit) / unit), [0.0, 2.0, 1.0, 1024.0]);
        assert!(half(-0.0).is_sign_negative() && half(f32::NAN).is_nan());
        let brain = |x: f32| BF16::from_f32(x).to_f32();
        assert_eq!([257.0, 259.0, 300.7].map(brain), [256.0, 260.0, 300.0]);
        assert_eq!(brain(f32::MAX), f32::INFINITY);
        assert!(brain(f32::from_bits(0x7f80_0001)).is_nan());
    }
}
