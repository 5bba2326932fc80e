//! Errors in units of the last place.

use super::mpfr::Float;

/// A binary format.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Format {
    /// Bits of the significand, with the leading one.
    pub digits: i32,
    /// Exponent of the smallest normal number.
    pub lowest: i32,
    /// Exponent of the largest number.
    pub highest: i32,
}

/// IEEE binary16.
pub const F16: Format = Format { digits: 11, lowest: -14, highest: 15 };
/// The upper half of a binary32.
pub const BF16: Format = Format { digits: 8, lowest: -126, highest: 127 };
/// IEEE binary32.
pub const F32: Format = Format { digits: 24, lowest: -126, highest: 127 };
/// IEEE binary64.
pub const F64: Format = Format { digits: 53, lowest: -1022, highest: 1023 };

/// How far `got` is from a result of at most 24 bits whose nearest `f64` is `want`: in units of the binade that holds it,
/// infinite where NaN, an infinity or the sign of a zero is wrong. An infinity that is
/// not the nearest is measured as if exponents went on.
#[must_use]
pub fn error(got: f64, want: f64, format: Format) -> f64 {
    if got.is_nan() || want.is_nan() {
        return if got.is_nan() && want.is_nan() { 0.0 } else { f64::INFINITY };
    }
    if got == 0.0 && want == 0.0 {
        return if got.is_sign_negative() == want.is_sign_negative() { 0.0 } else { f64::INFINITY };
    }
    if got == want {
        return 0.0;
    }
    if want.is_infinite() {
        return f64::INFINITY;
    }
    let end = (2.0f64).powi(format.highest + 1);
    let overflows = want.abs() >= end - (2.0f64).powi(format.highest - format.digits);
    if got.is_infinite() && overflows && got.signum() == want.signum() {
        return 0.0;
    }
    let got = if got.is_infinite() { end.copysign(got) } else { got };
    let unit = exponent(want).clamp(format.lowest, format.highest) - format.digits + 1;
    (got - want).abs() / (2.0f64).powi(unit)
}

impl Format {
    /// Where errors count in units of no smaller numbers than `least`.
    #[must_use]
    pub fn above(self, least: f64) -> Self {
        Self { lowest: self.lowest.max(exponent(least).min(self.highest)), ..self }
    }
}

/// As [`error`], for `f64` results, whose exact value has more bits.
#[must_use]
pub fn error_f64(got: f64, want: &Float, format: Format) -> f64 {
    if got.is_nan() || want.is_nan() {
        return if got.is_nan() && want.is_nan() { 0.0 } else { f64::INFINITY };
    }
    if got == 0.0 && want.is_zero() {
        return if got.is_sign_negative() == want.is_sign_negative() { 0.0 } else { f64::INFINITY };
    }
    if want.is_infinite() || got.is_infinite() && got == want.to_f64() {
        return if got == want.to_f64() { 0.0 } else { f64::INFINITY };
    }
    let got = if got.is_infinite() {
        Float::from(1.0f64.copysign(got)).scaled(i64::from(F64.highest) + 1)
    } else {
        Float::from(got)
    };
    let lowest = i64::from(format.lowest);
    let exponent = if want.is_zero() { lowest } else { want.exponent() };
    let unit = exponent.clamp(lowest, i64::from(F64.highest)) - i64::from(F64.digits) + 1;
    got.minus(want).scaled(-unit).to_f64().abs()
}

/// The e with 2^e <= |x| < 2^(e+1); that of a denormal `f64` is below all formats that are measured with it.
fn exponent(x: f64) -> i32 {
    ((x.to_bits() >> 52) & 0x7ff) as i32 - 1023
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_count_in_the_binade_of_the_exact_result() {
        assert_eq!(error(1.0, 1.0 + 2.0f64.powi(-24), F32), 0.5);
        assert_eq!(error(1.0, 1.0 - 2.0f64.powi(-24), F32), 1.0);
        assert_eq!(error(0.0, 2.0f64.powi(-150), F32), 0.5);
        assert_eq!(error(0.0, -0.0, F32), f64::INFINITY);
        assert_eq!(error(f64::NAN, f64::NAN, F32), 0.0);
        assert_eq!(error(1.0, f64::NAN, F32), f64::INFINITY);
        assert_eq!(error(65504.0, 65520.0, F16), 0.5);
        assert_eq!(error(f64::INFINITY, 65520.0, F16), 0.0);
        assert_eq!(error(f64::INFINITY, 65519.0, F16), 17.0 / 32.0);
        assert_eq!(error(f64::INFINITY, 1e9, F16), 0.0);
        assert_eq!(error(f64::INFINITY, 65504.0, F16), 1.0);
        assert_eq!(error(f64::NEG_INFINITY, 1e9, F16), (1e9 + 65536.0) / 32.0);
    }

    #[test]
    fn errors_of_doubles_see_what_doubles_cannot() {
        let third = Float::from(1.0).over(&Float::from(3.0));
        let error = error_f64(1.0 / 3.0, &third, F64);
        assert!((error - 1.0 / 3.0).abs() < 1e-9, "{error}");
        assert_eq!(error_f64(f64::INFINITY, &Float::from(1.0).scaled(1024), F64), 0.0);
        assert_eq!(error_f64(f64::MAX, &Float::from(1.0).scaled(1024), F64), 1.0);
        assert_eq!(error_f64(0.0, &Float::from(1.0).scaled(-1075), F64), 0.5);
        assert_eq!(error_f64(0.0, &Float::from(-0.0), F64), f64::INFINITY);
    }
}
