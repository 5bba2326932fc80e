#! Hyperbolic functions.

## Hyperbolic tangent. Maximum error 0.86 ULP (0.98 without fma).
pub fn tanh(x: f32) -> f32 {
    # |x| < 1: x + x * p, p a polynomial in x**2 around the middle.
    let a = abs(x);
    let z = x * x - 0.5;
    let z2 = z * z;
    let p0 = (-0.00035415957 * z2 - 0.0029254968) * z2 - 0.025802286;
    let p1 = (0.00015881434 * z2 + 0.00096357253) * z2 + 0.008697203;
    let p = (((p1 * z + p0) * z + 0.0767226) * z - 0.2317669) * z - 0.13894282;
    let near = x * p + x;
    # Beyond: 1 - 2 / (exp(2 * a) + 1), exp(2 * a) = scale * (1 + hi + t); scale + 1 is exact.
    let b = where(a > 9.1, 9.1, a) * 2.0;
    let k = b * 1.442695 + 12583039.0;
    let n = k - 12583039.0;
    let hi = b - n * 0.69314575;
    let lo = n * 1.4286068e-6;
    let r = hi - lo;
    let q = (((0.001382248 * r + 0.008369083) * r + 0.041668247) * r + 0.16666517) * r + 0.49999994;
    let t = r * r * q - lo;
    let scale = from_bits(bits(k) << 23);
    let far = 1.0 - 2.0 / ((hi + t) * scale + (scale + 1.0));
    where(a < 1.0, near, copysign(far, x))
}

## Hyperbolic tangent. Maximum error 0.90 ULP (0.96 without fma).
pub fn tanh(x: f64) -> f64 {
    # |x| < 1: x + x * p, p a polynomial in x**2 around the middle.
    let a = abs(x);
    let z = x * x - 0.5;
    let z2 = z * z;
    let z4 = z2 * z2;
    let p0 = ((-6.256741595844601e-08 * z4 - 4.291345335123685e-06) * z4 - 0.00033267488551329424) * z4
        - 0.02580204144582854;
    let p1 = ((2.202000836887242e-08 * z4 + 1.446602472128472e-06) * z4 + 0.00011210985312606562) * z4
        + 0.008692914219540143;
    let p2 = (-4.839950660314712e-07 * z4 - 3.778037443448082e-05) * z4 - 0.0029293727945865237;
    let p3 = (1.6210521344790468e-07 * z4 + 1.2731703012824194e-05) * z4 + 0.0009871803554201127;
    let p = ((((p3 * z + p2) * z2 + (p1 * z + p0)) * z + 0.07672289535895221) * z - 0.23176689794569394) * z
        - 0.13894282841945235;
    let near = x * p + x;
    # Beyond: 1 - 2 / (exp(2 * a) + 1), exp(2 * a) = scale * (1 + hi + t); scale + 1 is exact.
    let b = where(a > 19.1, 19.1, a) * 2.0;
    let k = b * 1.4426950408889634 + 6755399441056767.0;
    let n = k - 6755399441056767.0;
    let hi = b - n * 0.6931471805598903;
    let lo = n * 5.497923018708371e-14;
    let r = hi - lo;
    let r2 = r * r;
    let q0 = (((2.7630814959497984e-07 * r2 + 2.4801491661885895e-05) * r2 + 0.0013888888944894406) * r2
        + 0.041666666666525735) * r2 + 0.5000000000000011;
    let q1 = (((2.5025302337138268e-08 * r2 + 2.75575251022809e-06) * r2 + 0.00019841269558668233) * r2
        + 0.008333333333475535) * r2 + 0.16666666666666435;
    let q = q1 * r + q0;
    let t = r * r * q - lo;
    let scale = from_bits(bits(k) << 52);
    let far = 1.0 - 2.0 / ((hi + t) * scale + (scale + 1.0));
    where(a < 1.0, near, copysign(far, x))
}

## Hyperbolic sine. Maximum error 0.80 ULP.
pub fn sinh(x: f32) -> f32 {
    let (a, b, hi, s, c) = hyperbolic_parts(abs(x));
    let d = a - b;
    # hi * (a + b); for n = 0 that is one exact product.
    let ha = hi * where(d == 0.0, 0.5, a);
    let hb = hi * where(d == 0.0, 0.0, b);
    let v = d + ha;
    let small = ((d - v) + ha) + (hb + (c * d + (s * (a + b) + ((a - d) - b))));
    where(abs(x) < 1e-5, x, copysign(2.0 * (v + small), x))
}

## Hyperbolic cosine. Maximum error 0.75 ULP.
pub fn cosh(x: f32) -> f32 {
    let (a, b, hi, s, c) = hyperbolic_parts(abs(x));
    let t = a + b;
    let ha = hi * a;
    let v = t + ha;
    let small = ((t - v) + ha) + (c * t + (s * (a - b) - hi * b + ((a - t) + b)));
    2.0 * (v + small)
}

# x = n * ln(2) + r: a = 2**(n - 2), b = 2**(-n - 2), sinh(r) = hi + s with hi exact, cosh(r) = 1 + c.
# sinh(x) / 2 = sinh(r) * (a + b) + cosh(r) * (a - b), and cosh(x) / 2 likewise.
fn hyperbolic_parts(x: f32) -> (a: f32, b: f32, hi: f32, s: f32, c: f32) {
    let y = where(x > 89.5, 89.5, x);
    let k = y * 1.442695 + 12583037.0;
    let n = k - 12583037.0;
    let hi = y - n * 0.69314575;
    let lo = n * 1.4286068e-6;
    let r = hi - lo;
    let z = r * r;
    let s = (0.00019958419 * z + 0.008333192) * z + 0.16666667;
    let c = (0.0013936132 * z + 0.04166645) * z + 0.5;
    let a = from_bits(bits(k) << 23);
    let b = where(n > 60.0, 0.0, from_bits(bits(12583037.0 - n) << 23));
    (a, b, hi, r * z * s - lo, z * c)
}

## Hyperbolic sine. Maximum error 0.83 ULP.
pub fn sinh(x: f64) -> f64 {
    let (a, b, hi, s, c) = hyperbolic_parts(abs(x));
    let d = a - b;
    # hi * (a + b); for n = 0 that is one exact product.
    let ha = hi * where(d == 0.0, 0.5, a);
    let hb = hi * where(d == 0.0, 0.0, b);
    let v = d + ha;
    let small = ((d - v) + ha) + (hb + (c * d + (s * (a + b) + ((a - d) - b))));
    where(abs(x) < 1e-9, x, copysign(2.0 * (v + small), x))
}

## Hyperbolic cosine. Maximum error 0.73 ULP.
pub fn cosh(x: f64) -> f64 {
    let (a, b, hi, s, c) = hyperbolic_parts(abs(x));
    let t = a + b;
    let ha = hi * a;
    let v = t + ha;
    let small = ((t - v) + ha) + (c * t + (s * (a - b) - hi * b + ((a - t) + b)));
    2.0 * (v + small)
}

# x = n * ln(2) + r: a = 2**(n - 2), b = 2**(-n - 2), sinh(r) = hi + s with hi exact, cosh(r) = 1 + c.
# sinh(x) / 2 = sinh(r) * (a + b) + cosh(r) * (a - b), and cosh(x) / 2 likewise.
fn hyperbolic_parts(x: f64) -> (a: f64, b: f64, hi: f64, s: f64, c: f64) {
    let y = where(x > 710.6, 710.6, x);
    let k = y * 1.4426950408889634 + 6755399441056765.0;
    let n = k - 6755399441056765.0;
    let hi = y - n * 0.6931471805598903;
    let lo = n * 5.497923018708371e-14;
    let r = hi - lo;
    let z = r * r;
    let z2 = z * z;
    let s0 = 2.7557243668655536e-06 * z2 + 0.008333333333321424;
    let s1 = 2.5109230716688348e-08 * z2 + 0.00019841269886652034;
    let s = (s1 * z + s0) * z + 0.16666666666666677;
    let c0 = (2.0921762076667687e-09 * z2 + 2.4801587349185542e-05) * z2 + 0.041666666666666685;
    let c1 = 2.755725183980825e-07 * z2 + 0.0013888888888873288;
    let c = (c1 * z + c0) * z + 0.5;
    let a = from_bits(bits(k) << 52);
    let b = where(n > 60.0, 0.0, from_bits(bits(6755399441056765.0 - n) << 52));
    (a, b, hi, r * z * s - lo, z * c)
}
