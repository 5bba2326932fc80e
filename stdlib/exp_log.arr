#! Exponentials and logarithms.
#!
#! The main path has no branch and no table: every special case is a select, so that the functions run in SIMD lanes at
#! full width. Products that must be exact (`n * hi`) are exact without fma too, because `hi` has trailing zeros.
#! Polynomials are minimax (Remez), coefficients rounded one by one; see `bench/accuracy/minimax.py`.

## e to the power x. Maximum error 0.89 ULP. Overflows to inf above 88.72; denormal results keep the bound.
pub fn exp(x: f32) -> f32 {
    # Outside these bounds the result is 0 or inf all the same; NaN passes through both selects.
    let above = where(x > 89.0, 89.0, x);
    let y = where(above < -104.0, -104.0, above);
    # The magic number 1.5 * 2**23 rounds to an integer n; its low bits then hold n + 127 - 64 (or + 64): the exponent
    # field of a first scale, which stays in range for every n. The second scale undoes the 64.
    let low = y < 0.0;
    let magic: f32 = where(low, 12583103.0, 12582975.0);
    let z = y * 1.442695 + magic;
    let n = z - magic;
    let hi = y - n * 0.69314575;
    let lo = n * 1.4286068e-6;
    let r = hi - lo;
    # hi is exact: adding it last, with everything small already in `t`, saves a rounding.
    let q = (((0.001382248 * r + 0.008369083) * r + 0.041668247) * r + 0.16666517) * r + 0.49999994;
    let t = r * r * q - lo;
    let p = 1.0 + (hi + t);
    p * from_bits(bits(z) << 23) * where(low, 5.421010862427522e-20, 1.8446744073709552e19)
}

## Natural logarithm. Maximum error 0.90 ULP (0.96 without fma). `ln(0) = -inf`, NaN below zero.
pub fn ln(x: f32) -> f32 {
    let denormal = x < 1.1754944e-38;
    let y = where(denormal, x * 8388608.0, x);
    # y = 2**k * m with m in [sqrt(1/2), sqrt(2)).
    let i = i32(bits(y)) - 0x3f3504f3;
    let m = from_bits(u32(i & 0x7fffff) + 0x3f3504f3);
    let e = f32(i >> 23) - where(denormal, 23.0, 0.0);
    let f = m - 1.0;
    let f2 = f * f;
    # ln(1 + f) = f - f**2 / 2 + f**3 * p(f)
    let odd = ((-0.07641626 * f2 - 0.13159199) * f2 - 0.1662337) * f2 - 0.25000823;
    let even = ((0.12765399 * f2 + 0.14201058) * f2 + 0.20001262) * f2 + 0.3333333;
    let p = odd * f + even;
    let t = f2 * (f * p - 0.5) + e * 1.4286068e-6;
    let r = e * 0.69314575 + (f + t);
    where(x > 0.0, where(x < inf, r, x), where(x == 0.0, -inf, nan))
}

## e to the power x. Maximum error 0.90 ULP (0.94 without fma). Overflows to inf above 709.78.
pub fn exp(x: f64) -> f64 {
    let above = where(x > 710.0, 710.0, x);
    let y = where(above < -746.0, -746.0, above);
    # As for f32: 1.5 * 2**52 with the exponent field n + 1023 - 512 (or + 512) in its low bits.
    let low = y < 0.0;
    let magic: f64 = where(low, 6755399441057279.0, 6755399441056255.0);
    let z = y * 1.4426950408889634 + magic;
    let n = z - magic;
    let hi = y - n * 0.6931471805598903;
    let lo = n * 5.497923018708371e-14;
    let r = hi - lo;
    let r2 = r * r;
    let odd = (((2.5025302337138268e-08 * r2 + 2.75575251022809e-06) * r2 + 0.00019841269558668233) * r2
        + 0.008333333333475535) * r2 + 0.16666666666666435;
    let even = (((2.7630814959497984e-07 * r2 + 2.4801491661885895e-05) * r2 + 0.0013888888944894406) * r2
        + 0.041666666666525735) * r2 + 0.5000000000000011;
    let t = r2 * (odd * r + even) - lo;
    let p = 1.0 + (hi + t);
    p * from_bits(bits(z) << 52) * where(low, 7.458340731200207e-155, 1.3407807929942597e154)
}

## Natural logarithm. Maximum error 0.88 ULP (0.92 without fma). `ln(0) = -inf`, NaN below zero.
pub fn ln(x: f64) -> f64 {
    let denormal = x < 2.2250738585072014e-308;
    let y = where(denormal, x * 4503599627370496.0, x);
    # y = 2**k * m with m in [sqrt(1/2), sqrt(2)); k + 1023 is read through the mantissa of 2**52.
    let u = bits(y) + 0x0095f619980c433;
    let m = from_bits((u & 0xfffffffffffff) + 0x3fe6a09e667f3bcd);
    let bias: f64 = where(denormal, 4503599627371571.0, 4503599627371519.0);
    let e = from_bits((u >> 52) | 0x4330000000000000) - bias;
    let f = m - 1.0;
    let f2 = f * f;
    let even = ((((((((0.02613330749122096 * f2 + 0.06504015839400283) * f2 + 0.05668376002401984) * f2
        + 0.06684579832412534) * f2 + 0.076915306731774) * f2 + 0.09090923901463517) * f2
        + 0.11111111148286638) * f2 + 0.14285714280064915) * f2 + 0.20000000000067) * f2 + 0.3333333333333314;
    let odd = (((((((-0.0598045091068504 * f2 - 0.056783250488359326) * f2 - 0.061966040550281834) * f2
        - 0.07149443445752607) * f2 - 0.08332913487641146) * f2 - 0.10000015205739168) * f2
        - 0.12499999691389145) * f2 - 0.16666666669827782) * f2 - 0.24999999999987968;
    let p = odd * f + even;
    let t = f2 * (f * p - 0.5) + e * 5.497923018708371e-14;
    let r = e * 0.6931471805598903 + (f + t);
    where(x > 0.0, where(x < inf, r, x), where(x == 0.0, -inf, nan))
}
