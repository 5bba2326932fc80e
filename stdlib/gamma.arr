#! The gamma function and its logarithm.
#!
#! Stirling's series from 8 on; below, the recurrence leads there, and from negative numbers Euler's reflection. For f64
#! everything is done in sums of two numbers, for f32 in f64.

## Gamma function. Maximum error 0.76 ULP. inf or -inf at the zeros, NaN at negative integers and -inf.
## Example: gamma([5.0, 0.5]) == [24.0, 1.772453850905516]
pub fn gamma(x: f64) -> f64 {
    let (qh, ql, t, tl) = gamma_parts(x, 1.0);
    let (p, pl, scale, back) = exp2_pair(t, tl);
    let (y, yl) = product_of_sums(qh, ql, p, pl);
    let value = (y + yl) * scale * back;
    let whole = trunc(x) == x;
    let small = where(abs(x) < 1e-20, 1.0 / x, value);
    let below = where(x < -190.0, copysign(0.0, qh), small);
    let defined = where(x < 0.0 and whole, nan, below);
    where(x > 172.0, inf, where(x == -inf, nan, defined))
}

## The natural logarithm of the size of the gamma function; inf at 0, at negative integers and at both infinities. Maximum error
## 0.95 ULP (1.02 without fma) for x > 0; for x < 0, where it has zeros between all integers, 0.6 ULP and 2e-17.
## Example: lgamma([1.0, 3.0]) == [0.0, 0.6931471805599453]
pub fn lgamma(x: f64) -> f64 {
    # Beyond 1e300 by parts of the result, which may overflow in base 2.
    let scale: f64 = where(x > 1e300, 9.5367431640625e-07, 1.0);
    let (qh, ql, t, tl) = gamma_parts(x, scale);
    # log2 of q, then the sum times ln(2).
    let a = abs(qh);
    let (l, ll) = log2_pair(a);
    let rest = ll + ql / qh * 1.4426950408889634 + tl;
    let s = l + t;
    let v = s - l;
    let sl = ((l - (s - v)) + (t - v)) + rest;
    let sh = upper_half(s);
    let c = sh * 0.6931471675634384;
    let far = (c + ((s - sh) * 0.6931471675634384 + (s * 1.2996506893889889e-08 + sl * 0.6931471805599453)))
        / scale;
    let near = where(
        abs(x - 1.0) < 0.125,
        lgamma_near_1(x - 1.0),
        where(abs(x - 2.0) < 0.125, lgamma_near_2(x - 2.0), far),
    );
    let small = where(a == inf or abs(x) < 1e-20, -ln(abs(x)), near);
    let poles = where(abs(x) == inf or (x <= 0.0 and trunc(x) == x), inf, small);
    where(x > 2.556348e305, inf, poles)
}

# lgamma(1 + d) = d * (-euler + d * ...), lgamma(2 + d) = d * (1 - euler + d * ...) for abs(d) <= 1/8; the leading product
# is exact.
fn lgamma_near_1(d: f64) -> f64 {
    let e = d * d;
    let q0 = ((((((0.09033419613978602 * e + 0.06983868347499268) * e + 0.08339277240961562) * e
        + 0.10009895774547374) * e + 0.1255096730734366) * e + 0.16955717698387368) * e + 0.2705808084278091)
        * e + 0.8224670334241132;
    let q1 = (((((-0.0705160667160018 * e - 0.07683239743577966) * e - 0.09095536936894366) * e
        - 0.11133425574943082) * e - 0.1440498968099839) * e - 0.20738555102859246) * e - 0.4006856343865315;
    let q = (q1 * d + q0) * d;
    let p = d * -0.5772156649015329;
    p + (rest_of_product(d, -0.5772156649015329, p) + d * (q + 4.942915152430645e-18))
}
fn lgamma_near_2(d: f64) -> f64 {
    let e = d * d;
    let q0 = ((((2.13641099331424e-05 * e + 9.942389291317527e-05) * e + 0.0005096700685818721) * e
        + 0.002890510326625139) * e + 0.020580808427798348) * e + 0.3224670334241132;
    let q1 = (((-4.536536781199946e-05 * e - 0.00022314718208007835) * e - 0.0011927539710930575) * e
        - 0.007385551028470165) * e - 0.06735230105319832;
    let q = (q1 * d + q0) * d;
    let p = d * 0.42278433509846713;
    p + (rest_of_product(d, 0.42278433509846713, p) + d * (q + 4.942915152430645e-18))
}

# gamma(x) = (qh + ql) * 2**((t + tl) / scale), nearly twice the working precision.
fn gamma_parts(x: f64, scale: f64) -> (qh: f64, ql: f64, t: f64, tl: f64) {
    let z = abs(x);
    # k steps of the recurrence lead to y + yl = z + k >= 8; r + rl is (z + 1) * ... * (z + k - 1).
    let k = where(z < 8.0, 8.0 - floor(z), 0.0);
    let y = z + k;
    let yl = where(z < 8.0, (k - y) + z, 0.0);
    let (r1, e1) = times_above(1.0, 0.0, z, 1.0, k);
    let (r2, e2) = times_above(r1, e1, z, 2.0, k);
    let (r3, e3) = times_above(r2, e2, z, 3.0, k);
    let (r4, e4) = times_above(r3, e3, z, 4.0, k);
    let (r5, e5) = times_above(r4, e4, z, 5.0, k);
    let (r6, e6) = times_above(r5, e5, z, 6.0, k);
    let (r, rl) = times_above(r6, e6, z, 7.0, k);
    let (t, tl) = log2_gamma(y, yl, scale);
    # x > 0: 1 / (z * r), or 1. x < 0: -pi * r / sin(pi * z), or -pi / (z * sin(pi * z)).
    let negative = x < 0.0;
    let (s, sl) = sinpi_pair(z);
    let (top, topl) = product_of_sums(r, rl, -3.141592653589793, -1.2246467991473532e-16);
    let bottom = where(negative, s, r);
    let bottoml = where(negative, sl, rl);
    let by_z = negative == (k == 0.0);
    let (w, wl) = product_of_sums(bottom, bottoml, where(by_z, z, 1.0), 0.0);
    let n: f64 = where(negative, top, 1.0);
    let nl: f64 = where(negative, topl, 0.0);
    let qh = n / w;
    let p = qh * w;
    let ql = (((n - p) - rest_of_product(qh, w, p) + nl) - qh * wl) / w;
    (qh, ql, where(negative, -t, t), where(negative, -tl, tl))
}

# (r + rl) * (z + c) if c < k, else r + rl.
fn times_above(r: f64, rl: f64, z: f64, c: f64, k: f64) -> (r: f64, rl: f64) {
    let f = z + c;
    let g = f - c;
    let fl = (z - g) + (c - (f - g));
    let (p, pl) = product_of_sums(r, rl, f, fl);
    let more = c < k;
    (where(more, p, r), where(more, pl, rl))
}

fn product_of_sums(a: f64, al: f64, b: f64, bl: f64) -> (p: f64, pl: f64) {
    let p = a * b;
    (p, rest_of_product(a, b, p) + (a * bl + al * b))
}

# log2(gamma(y + yl)) * scale for y >= 8 and a tiny yl: (y - 1/2) * log2(y) - y * log2(e) + log2(sqrt(2 * pi)) + a series.
fn log2_gamma(y: f64, yl: f64, scale: f64) -> (t: f64, tl: f64) {
    let (l1, l2) = log2_pair(y);
    let half = y - 0.5;
    let w = half * scale;
    let wh = upper_half(w);
    let lh = upper_half(l1);
    let a = wh * lh;
    let al = (w - wh) * lh + w * ((l1 - lh) + l2) + ((y - half) - 0.5) * scale * l1;
    let v = y * scale;
    let vh = upper_half(v);
    let b = vh * 1.4426950216293335;
    let bl = (v - vh) * 1.4426950216293335 + v * 1.9259629911266175e-08;
    let d = a - b;
    let dl = (a - d) - b;
    let t = d + 1.3257480561733246;
    let el = (d - t) + 1.3257480561733246 + dl + ((al - bl) + 8.562834814060703e-09);
    # The series begins with log2(e) / (12 * y), which is needed exactly too.
    let inv = 1.0 / y;
    let one = inv * y;
    let ih = upper_half(inv);
    let il = (inv - ih) + inv * ((1.0 - one) - rest_of_product(inv, y, one));
    let lead = ih * 0.12022458575665951;
    let z = inv * inv;
    let c = (((((0.001272091072582804 * z + 0.004911332964125616) * z - 0.0018845661293130853) * z
        + 0.0008413696086676427) * z - 0.0005952357031485749) * z + 0.0007936507858966002) * z
        - 0.002777777777766655;
    let small = il * 0.12022458674074694 + ih * 9.840874428618621e-10 + c * z * inv * 1.4426950408889634
        + yl * (l1 - 0.7213475204444817 * inv);
    let sum = t + lead;
    (sum, ((t - sum) + lead) + (el + small))
}

# log2(a) as a sum, for a > 0, infinite or not a number.
fn log2_pair(a: f64) -> (l: f64, ll: f64) {
    let denormal = a < 2.2250738585072014e-308;
    let u = bits(where(denormal, a * 4503599627370496.0, a)) + 0x0095f619980c433;
    let m = from_bits((u & 0xfffffffffffff) + 0x3fe6a09e667f3bcd);
    let bias: f64 = where(denormal, 4503599627371571.0, 4503599627371519.0);
    let e = from_bits((u >> 52) | 0x4330000000000000) - bias;
    let (h1, h2) = half_log(m);
    let hh = upper_half(h1);
    let p1 = hh * 2.885390043258667;
    let p2 = ((h1 - hh) + h2) * 2.8853900817779268 + hh * 3.851925982253235e-8;
    let l = e + p1;
    (l, ((e - l) + p1) + p2)
}

# 2**(t + tl) = (p + pl) * scale * back.
fn exp2_pair(t: f64, tl: f64) -> (p: f64, pl: f64, scale: f64, back: f64) {
    # Far beyond the range of the results: the factor may bring them back.
    let out = abs(t) > 1400.0;
    let c1 = where(out, copysign(1400.0, t), t);
    let c2 = where(out, 0.0, tl);
    let low = t < 0.0;
    let magic: f64 = where(low, 6755399441057279.0, 6755399441056255.0);
    let z = c1 + magic;
    let hi = c1 - (z - magic);
    let r = hi + c2;
    let rl = (hi - r) + c2;
    let r2 = r * r;
    let e0 = (((4.4375242303314766e-10 * r2 + 1.0178176006338004e-07) * r2 + 1.5252733569052063e-05) * r2
        + 0.0013333558146661963) * r2 + 0.05550410866482083;
    let e1 = ((7.073581125180652e-09 * r2 + 1.3215436612329678e-06) * r2 + 0.00015403530454032944) * r2
        + 0.009618129107597028;
    let q = (e1 * r + e0) * r + 0.24022650695910122;
    let rh = upper_half(r);
    let c = rh * 0.6931471675634384;
    let p1 = 1.0 + c;
    let small = ((1.0 - p1) + c)
        + (r2 * q + (rh * 1.2996506893889889e-8 + ((r - rh) + rl) * 0.6931471805599453));
    let p = p1 + small;
    (
        p,
        (p1 - p) + small,
        from_bits(bits(z) << 52),
        where(low, 7.458340731200207e-155, 1.3407807929942597e154),
    )
}

## Gamma function. Maximum error 0.51 ULP. inf or -inf at the zeros, NaN at negative integers and -inf.
pub fn gamma(x: f32) -> f32 {
    let z = f64(abs(x));
    let k = where(z < 8.0, 8.0 - floor(z), 0.0);
    let r = rising(z, k);
    let t = stirling(z + k);
    let negative = x < 0.0;
    let q = where(negative, -3.141592653589793 * r, 1.0)
        / (where(negative, sinpi(z), r) * where(negative == (k == 0.0), z, 1.0));
    let value = f32(q * exp2(where(negative, -t, t)));
    let defined = where(x < 0.0 and trunc(x) == x, nan, value);
    where(x > 36.0, inf, where(x == -inf, nan, where(abs(x) < 1e-30, 1.0 / x, defined)))
}

## The natural logarithm of the size of the gamma function; inf at 0, at negative integers and at both infinities. Maximum error
## 0.51 ULP for x > 0; for x < 0, where it has zeros between all integers, 0.51 ULP and 1e-12.
pub fn lgamma(x: f32) -> f32 {
    let z = f64(abs(x));
    let k = where(z < 8.0, 8.0 - floor(z), 0.0);
    let r = rising(z, k);
    let t = stirling(z + k) * 0.6931471805599453;
    let negative = x < 0.0;
    let q = where(negative, 3.141592653589793 * r, 1.0)
        / (where(negative, abs(sinpi(z)), r) * where(negative == (k == 0.0), z, 1.0));
    let far = ln(q) + where(negative, -t, t);
    let d1 = f64(x) - 1.0;
    let d2 = f64(x) - 2.0;
    let near = where(abs(d1) < 0.125, lgamma_near_1(d1), where(abs(d2) < 0.125, lgamma_near_2(d2), far));
    where(abs(x) == inf or (x <= 0.0 and trunc(x) == x), inf, f32(near))
}

# (z + 1) * ... * (z + k - 1).
fn rising(z: f64, k: f64) -> f64 {
    let a = where(k > 1.0, z + 1.0, 1.0) * where(k > 2.0, z + 2.0, 1.0);
    let b = where(k > 3.0, z + 3.0, 1.0) * where(k > 4.0, z + 4.0, 1.0);
    let c = where(k > 5.0, z + 5.0, 1.0) * where(k > 6.0, z + 6.0, 1.0);
    a * b * (c * where(k > 7.0, z + 7.0, 1.0))
}

# log2(gamma(y)) for y >= 8, to about 1e-13.
fn stirling(y: f64) -> f64 {
    let inv = 1.0 / y;
    let z = inv * inv;
    let c = (((0.0007 * z - 0.0005952357) * z + 0.0007936507858966002) * z - 0.002777777777766655) * z
        + 0.08333333333333333;
    (y - 0.5) * log2(y) - y * 1.4426950408889634 + (1.3257480647361595 + c * inv * 1.4426950408889634)
}
