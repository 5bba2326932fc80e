#! Logarithms.
#!
#! No branch and no table. Polynomials are minimax (Remez), with coefficients rounded one by one; see
#! `bench/accuracy/minimax.py`.

## Natural logarithm. Maximum error 0.91 ULP (0.93 without fma). -inf at 0, NaN below.
pub fn ln(x: f32) -> f32 {
    let (e, f) = log_parts(x);
    let t = e * 1.4286068e-6 + log_tail(f);
    log_special(x, e * 0.69314575 + (f + t))
}

## Logarithm to base 2; exact for powers of 2. Maximum error 0.89 ULP. -inf at 0, NaN below.
pub fn log2(x: f32) -> f32 {
    let (e, f) = log_parts(x);
    let (hi, lo) = log_sum(f);
    log_special(x, e + (hi * 1.4428711 + (hi * -0.00017605285 + lo * 1.442695)))
}

## Logarithm to base 10. Maximum error 0.84 ULP. -inf at 0, NaN below.
pub fn log10(x: f32) -> f32 {
    let (e, f) = log_parts(x);
    let (hi, lo) = log_sum(f);
    let t = hi * 0.43432617 + (hi * -3.168997e-05 + (lo * 0.43429448 + e * -3.0243555e-06));
    log_special(x, e * 0.30103302 + t)
}

## ln(1 + x), accurate near 0 too. Maximum error 0.93 ULP. -inf at -1, NaN below.
pub fn log1p(x: f32) -> f32 {
    # 1 + x = 2**e * (1 + f): f is computed from x, because the sum is rounded; where x is large that does not matter.
    let (e, g) = log_parts(1.0 + x);
    let scale = from_bits(bits(12583039.0 - e) << 23);
    let s = x * scale;
    let h = s + (scale - 1.0);
    let f = where(e > 30.0, g, h);
    let fl = where(e > 30.0, 0.0, s - (h - (scale - 1.0)));
    let t = e * 1.4286068e-6 + (log_tail(f) + (fl - f * fl));
    let w = e * 0.69314575;
    let v = w + f;
    let r = v + (((w - v) + f) + t);
    let inside = where(x > -1.0, where(x < inf, r, x), where(x == -1.0, -inf, nan));
    where(x == 0.0, x, inside)
}

# x = 2**e * (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), for x > 0.
fn log_parts(x: f32) -> (e: f32, f: f32) {
    let denormal = x < 1.1754944e-38;
    let i = i32(bits(where(denormal, x * 8388608.0, x))) - 0x3f3504f3;
    let m = from_bits(u32(i & 0x7fffff) + 0x3f3504f3);
    (f32(i >> 23) - where(denormal, 23.0, 0.0), m - 1.0)
}

# ln(1 + f) - f for 1 + f in [sqrt(1/2), sqrt(2)].
fn log_tail(f: f32) -> f32 = f * f * f * log_poly(f) - 0.5 * f * f;

# ln(1 + f) as a sum, whose first part has half the working precision and multiplies exactly.
fn log_sum(f: f32) -> (hi: f32, lo: f32) {
    let fh = from_bits(bits(f) & 0xfffff000);
    let square = fh * (0.5 * fh);
    let rest = (f + fh) * (0.5 * (f - fh));
    let hi = from_bits(bits(f - square) & 0xfffff000);
    (hi, ((f - hi) - square) + (f * f * f * log_poly(f) - rest))
}

# (ln(1 + f) - f + f**2 / 2) / f**3.
fn log_poly(f: f32) -> f32 {
    let f2 = f * f;
    let even = ((0.12765399 * f2 + 0.14201058) * f2 + 0.20001262) * f2 + 0.3333333;
    let odd = ((-0.07641626 * f2 - 0.13159199) * f2 - 0.1662337) * f2 - 0.25000823;
    odd * f + even
}

fn log_special(x: f32, r: f32) -> f32 = where(x > 0.0, where(x < inf, r, x), where(x == 0.0, -inf, nan));

## Natural logarithm. Maximum error 0.90 ULP (0.93 without fma). -inf at 0, NaN below.
pub fn ln(x: f64) -> f64 {
    let (e, f) = log_parts(x);
    let t = e * 5.497923018708371e-14 + log_tail(f);
    log_special(x, e * 0.6931471805598903 + (f + t))
}

## Logarithm to base 2; exact for powers of 2. Maximum error 0.86 ULP. -inf at 0, NaN below.
pub fn log2(x: f64) -> f64 {
    let (e, f) = log_parts(x);
    let (hi, lo) = log_sum(f);
    log_special(x, e + (hi * 1.4426950514316559 + (hi * -1.0542692476429138e-08 + lo * 1.4426950408889634)))
}

## Logarithm to base 10. Maximum error 0.86 ULP. -inf at 0, NaN below.
pub fn log10(x: f64) -> f64 {
    let (e, f) = log_parts(x);
    let (hi, lo) = log_sum(f);
    let t = hi * 0.4342944845557213
        + (hi * -2.6524694553078553e-09 + (lo * 0.4342944819032518 + e * 2.8363394551044964e-14));
    log_special(x, e * 0.30102999566395283 + t)
}

## ln(1 + x), accurate near 0 too. Maximum error 0.90 ULP. -inf at -1, NaN below.
pub fn log1p(x: f64) -> f64 {
    # 1 + x = 2**e * (1 + f): f is computed from x, because the sum is rounded; where x is large that does not matter.
    let (e, g) = log_parts(1.0 + x);
    let scale = from_bits(bits(6755399441056767.0 - e) << 52);
    let s = x * scale;
    let h = s + (scale - 1.0);
    let f = where(e > 60.0, g, h);
    let fl = where(e > 60.0, 0.0, s - (h - (scale - 1.0)));
    let t = e * 5.497923018708371e-14 + (log_tail(f) + (fl - f * fl));
    let w = e * 0.6931471805598903;
    let v = w + f;
    let r = v + (((w - v) + f) + t);
    let inside = where(x > -1.0, where(x < inf, r, x), where(x == -1.0, -inf, nan));
    where(x == 0.0, x, inside)
}

# x = 2**e * (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), for x > 0. e + 1023 is read through the mantissa of 2**52.
fn log_parts(x: f64) -> (e: f64, f: f64) {
    let denormal = x < 2.2250738585072014e-308;
    let u = bits(where(denormal, x * 4503599627370496.0, x)) + 0x0095f619980c433;
    let m = from_bits((u & 0xfffffffffffff) + 0x3fe6a09e667f3bcd);
    let bias: f64 = where(denormal, 4503599627371571.0, 4503599627371519.0);
    (from_bits((u >> 52) | 0x4330000000000000) - bias, m - 1.0)
}

# ln(1 + f) - f for 1 + f in [sqrt(1/2), sqrt(2)].
fn log_tail(f: f64) -> f64 = f * f * f * log_poly(f) - 0.5 * f * f;

# ln(1 + f) as a sum, whose first part has half the working precision and multiplies exactly.
fn log_sum(f: f64) -> (hi: f64, lo: f64) {
    let fh = from_bits(bits(f) & 0xfffffffff8000000);
    let square = fh * (0.5 * fh);
    let rest = (f + fh) * (0.5 * (f - fh));
    let hi = from_bits(bits(f - square) & 0xfffffffff8000000);
    (hi, ((f - hi) - square) + (f * f * f * log_poly(f) - rest))
}

# (ln(1 + f) - f + f**2 / 2) / f**3.
fn log_poly(f: f64) -> f64 {
    let f2 = f * f;
    let f4 = f2 * f2;
    let p0 = (((0.06499594172064882 * f4 + 0.06683420037638135) * f4 + 0.09090918425563756) * f4
        + 0.14285714277821399) * f4 + 0.3333333333333314;
    let p1 = (((-0.05918661673166994 * f4 - 0.06193804201109328) * f4 - 0.08332907990433182) * f4
        - 0.12499999693733851) * f4 - 0.24999999999988112;
    let p2 = (((0.025624576109924777 * f4 + 0.05674319094583184) * f4 + 0.07691638030115092) * f4
        + 0.11111111303578046) * f4 + 0.20000000000079507;
    let p3 = ((-0.0569923778724639 * f4 - 0.07149626523027539) * f4 - 0.10000015230226496) * f4
        - 0.16666666669785662;
    (p3 * f + p2) * f2 + (p1 * f + p0)
}

fn log_special(x: f64, r: f64) -> f64 = where(x > 0.0, where(x < inf, r, x), where(x == 0.0, -inf, nan));
