//! Half-precision floats, `f16` (binary16) and `bf16` (the upper half of a binary32): storage types whose operations are
//! those of `f32`, rounded once more.

use crate::DType;

/// How a half-precision type is laid out.
struct Layout {
    /// Bits of the significand, the hidden one included.
    precision: i32,
    /// Exponent of the smallest normal number.
    least: i32,
    /// Exponent of the largest number.
    greatest: i32,
}

fn layout(dtype: DType) -> Layout {
    match dtype {
        DType::F16 => Layout { precision: 11, least: -14, greatest: 15 },
        DType::BF16 => Layout { precision: 8, least: -126, greatest: 127 },
        _ => crate::bug!("{} is no half-precision type", dtype.name()),
    }
}

/// The number with these bits, exactly.
#[must_use]
pub fn to_f32(dtype: DType, bits: u16) -> f32 {
    if dtype == DType::BF16 {
        return f32::from_bits(u32::from(bits) << 16);
    }
    let sign = u32::from(bits & 0x8000) << 16;
    let magnitude = u32::from(bits & 0x7fff) << 13;
    let value = match bits & 0x7c00 {
        0x7c00 => f32::from_bits(magnitude | 0x7f80_0000),
        // The exponent is biased by 112 less; a subnormal number becomes normal by the product.
        _ => f32::from_bits(magnitude) * f32::from_bits(0x7780_0000),
    };
    f32::from_bits(value.to_bits() | sign)
}

/// The nearest number's bits, ties to even.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "the value has been rounded to an integer of 11 bits")]
pub fn from_f64(dtype: DType, x: f64) -> u16 {
    let Layout { precision, least, greatest } = layout(dtype);
    let sign = if x.is_sign_negative() { 0x8000 } else { 0 };
    let hidden = precision - 1;
    let infinity = ((greatest - least + 2) as u16) << hidden;
    let size = x.abs();
    if x.is_nan() {
        return sign | infinity | 1 << (hidden - 1);
    }
    let exponent = ((size.to_bits() >> 52) as i32 - 1023).max(least);
    if exponent > greatest {
        return sign | infinity;
    }
    let steps = (size * 2f64.powi(hidden - exponent)).round_ties_even() as u16;
    // A carry out of the significand is one into the exponent, as it should be.
    sign | ((((exponent - least) as u16) << hidden) + steps)
}

/// The nearest `f64` of an integer, its last bit set where that is not exact: what is rounded again from it is
/// rounded right.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "the value has at most 53 bits then")]
pub fn sticky_f64(value: i128) -> f64 {
    let size = value.unsigned_abs();
    let lost = (128 - size.leading_zeros()).saturating_sub(53);
    let kept = size >> lost;
    let rest = u128::from(kept << lost != size);
    let size = (kept | rest) as f64 * 2f64.powi(lost.cast_signed());
    if value < 0 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_comes_back() {
        for dtype in [DType::F16, DType::BF16] {
            for bits in 0..=u16::MAX {
                let value = to_f32(dtype, bits);
                let back = from_f64(dtype, f64::from(value));
                assert!(back == bits || value.is_nan(), "{bits:#x} of {}", dtype.name());
            }
        }
    }

    #[test]
    fn halves_between_neighbours_go_to_the_even_one() {
        for dtype in [DType::F16, DType::BF16] {
            for bits in 0..0x7b00u16 {
                let (low, high) = (f64::from(to_f32(dtype, bits)), f64::from(to_f32(dtype, bits + 1)));
                let middle = f64::midpoint(low, high);
                assert_eq!(from_f64(dtype, middle), bits + (bits & 1));
                assert_eq!(from_f64(dtype, middle.next_up()), bits + 1);
                assert_eq!(from_f64(dtype, -middle.next_down()), bits | 0x8000);
            }
        }
        assert_eq!(from_f64(DType::F16, 65519.9), 0x7bff);
        assert_eq!(from_f64(DType::F16, 65520.0), 0x7c00);
        assert_eq!(from_f64(DType::F16, 1e-9), 0);
    }

    #[test]
    fn large_integers_are_rounded_once() {
        let tie = (1i128 << 62) + (1 << 54);
        assert_eq!(from_f64(DType::BF16, sticky_f64(tie)), from_f64(DType::BF16, 2f64.powi(62)));
        assert_eq!(from_f64(DType::BF16, sticky_f64(tie + 1)), from_f64(DType::BF16, 2f64.powi(62)) + 1);
    }
}
