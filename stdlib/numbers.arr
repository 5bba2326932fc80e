#! Small functions of numbers: signs, parts, ranges, neighbours, divisors.

## -1, 0 or 1, as x is below, at or above 0; NaN of NaN, +0.0 of both zeros.
## Example: sign([-3, 0, 5]) == [-1, 0, 1]
pub fn sign<T: i8 | i16 | i32 | i64 | f32 | f64>(x: T) -> T =
    where(x > 0, 1, where(x < 0, -1, where(x == 0, 0, x)));
## 0 or 1, as x is at or above 0.
## Example: sign(7u8) == 1
pub fn sign<T: uint>(x: T) -> T = where(x > 0, 1, 0);

## Whether the sign bit is set: of negative numbers, -0.0, and some NaN.
## Example: signbit([-1.0, -0.0, 0.0]) == [true, true, false]
pub fn signbit<T: float>(x: T) -> bool = copysign(1.0, x) < 0.0;

## Whether x is inf or -inf.
## Example: isinf([inf, -inf, nan, 1.0]) == [true, true, false, false]
pub fn isinf<T: float>(x: T) -> bool = abs(x) == inf;
## Whether a part is inf or -inf.
pub fn isinf<T: complex>(z: T) -> bool = isinf(real(z)) or isinf(imag(z));

## Whether x is neither infinite nor NaN.
## Example: isfinite([inf, nan, 1.0]) == [false, false, true]
pub fn isfinite<T: float>(x: T) -> bool = abs(x) < inf;
## Whether no part is infinite or NaN.
pub fn isfinite<T: complex>(z: T) -> bool = isfinite(real(z)) and isfinite(imag(z));

## x, but `low` below `low` and `high` above `high`; NaN if any of them is NaN, `high` where `low` is above `high`.
## Example: clamp([-1, 5, 12], 0, 10) == [0, 5, 10]
pub fn clamp<T: real>(x: T, low: T, high: T) -> T = min(max(x, low), high);

## The number at t between a (t = 0) and b (t = 1), and beyond them on the same line; exactly a and b at 0 and 1.
## Example: lerp(10.0, 20.0, 0.25) == 12.5
pub fn lerp<T: f32 | f64>(a: T, b: T, t: T) -> T = fma(t, b, fma(-t, a, a));

## What x is above `floor(x)`: in [0, 1), or 1.0 by rounding for tiny negative x.
## Example: fract([1.25, -0.25]) == [0.25, 0.75]
pub fn fract<T: f32 | f64>(x: T) -> T = x - floor(x);

## 1 / x; an integer power costs less than `pow`. Correctly rounded.
## Example: reciprocal(4.0) == 0.25
pub fn reciprocal<T: f32 | f64>(x: T) -> T = 1.0 / x;

## The next number of its type from x towards y; y if they are equal, NaN if one is NaN.
## Example: nextafter(1.0, 2.0) == 1.0000000000000002
pub fn nextafter(x: f64, y: f64) -> f64 {
    let b = bits(x);
    # Away from zero the magnitude grows; at zero the first denormal with y's sign.
    let away = (x < y) == (x > 0.0);
    let next = from_bits(where(away, b + 1, b - 1));
    let moved = where(x == 0.0, copysign(from_bits(1u64), y), next);
    where(x != x or y != y, nan, where(x == y, y, moved))
}
## The next number of its type from x towards y; y if they are equal, NaN if one is NaN.
pub fn nextafter(x: f32, y: f32) -> f32 {
    let b = bits(x);
    let away = (x < y) == (x > 0.0);
    let next = from_bits(where(away, b + 1, b - 1));
    let moved = where(x == 0.0, copysign(from_bits(1u32), y), next);
    where(x != x or y != y, nan, where(x == y, y, moved))
}

## The half with these bits: the inverse of `bits` (`from_bits` of a `u16` would not know which half is meant).
## Example: f16_from_bits([0x3c00, 0xc100]) == [1.0, -2.5]
pub fn f16_from_bits(b: u16) -> f16 {
    let size = u32(b & 0x7fff) << 13;
    # The exponent is biased by 112 less; a subnormal number becomes normal by the product.
    let number = from_bits(size) * 5.192296858534828e33;
    f16(copysign(where(size >= 0x0f800000, from_bits(size | 0x7f800000), number), f32(1) - f32(b >> 14 & 2)))
}

## The bf16 with these bits: the inverse of `bits`.
## Example: bf16_from_bits([0x3f80, 0xc020]) == [1.0, -2.5]
pub fn bf16_from_bits(b: u16) -> bf16 = bf16(from_bits(u32(b) << 16));

## The greatest common divisor, not negative; gcd(0, 0) is 0. Wraps like `abs` at the least integer.
## Example: gcd(12, -18) == 6
pub fn gcd<T: int>(x: T, y: T) -> T {
    var a = x;
    var b = y;
    while b != 0 {
        let rest = a % b;
        a = b;
        b = rest;
    }
    where(a < 0, 0 - a, a)
}

## The least common multiple, not negative; 0 if x or y is. Wraps on overflow.
## Example: lcm(4, 6) == 12
pub fn lcm<T: int>(x: T, y: T) -> T {
    let d = gcd(x, y);
    let m = x // where(d == 0, 1, d) * y;
    where(m < 0, 0 - m, m)
}

## The logistic function 1 / (1 + exp(-x)). Maximum error 0.65 ULP.
## Example: sigmoid(0.0) == 0.5
pub fn sigmoid(x: f64) -> f64 {
    # With e = exp(-abs(x)) = (p + pl) * scale * back: 1 / (1 + e), or e / (1 + e).
    let z = where(abs(x) > 750.0, -750.0, -abs(x));
    let (t, tl) = product_of_sums(z, 0.0, 1.4426950408889634, 2.0355273740931033e-17);
    let (p, pl, scale, back) = exp2_pair(t, tl);
    let e = p * scale * back;
    let d = 1.0 + e;
    let dl = (1.0 - d) + e + pl * scale * back;
    let q = 1.0 / d;
    let one = q * d;
    let ql = q * (((1.0 - one) - rest_of_product(q, d, one)) - q * dl);
    let (y, yl) = product_of_sums(p, pl, q, ql);
    where(x < 0.0, (y + yl) * scale * back, q + ql)
}
## The logistic function 1 / (1 + exp(-x)). Maximum error 0.78 ULP.
pub fn sigmoid(x: f32) -> f32 {
    # exp(-abs(x)) = (p + pl) * 2**n, as in `exp`.
    let a = where(abs(x) > 104.0, -104.0, -abs(x));
    let z = a * 1.442695 + 12583103.0;
    let n = z - 12583103.0;
    let hi = a - n * 0.69314575;
    let lo = n * 1.4286068e-6;
    let r = hi - lo;
    let c = (((0.001382248 * r + 0.008369083) * r + 0.041668247) * r + 0.16666517) * r + 0.49999994;
    let t = r * r * c + (((hi - r) - lo) * r - lo);
    let s = hi + t;
    let p = 1.0 + s;
    let pl = ((1.0 - p) + s) + ((hi - s) + t);
    let scale = from_bits(bits(z) << 23);
    let back = 5.421010862427522e-20;
    # 1 / (1 + e) = q + ql; factors cut to half their width multiply exactly.
    let e = p * scale * back;
    let d = 1.0 + e;
    let dh = from_bits(bits(d) & 0xfffff000);
    let dl = (d - dh) + (((1.0 - d) + e) + pl * scale * back);
    let q = 1.0 / d;
    let qh = from_bits(bits(q) & 0xfffff000);
    let miss = ((1.0 - qh * dh) - qh * dl) - (q - qh) * d;
    let ql = (q - qh) + q * miss;
    let ph = from_bits(bits(p) & 0xfffff000);
    let y = ph * qh + (ph * ql + ((p - ph) + pl) * q);
    where(x < 0.0, y * scale * back, qh + ql)
}

## ln(exp(x) + exp(y)) without overflow. Maximum error 0.51 ULP, but near a result of 0: 0.51 ULP of 1/16 of the larger argument.
## Example: logaddexp(1000.0, 1000.0) == 1000.6931471805599
pub fn logaddexp(x: f64, y: f64) -> f64 {
    let top = max(x, y);
    let low = min(x, y);
    # low - top as a sum, at most 0; e to it as (e, el).
    let g = low - top;
    let v = g - low;
    let far = not (g > -750.0);
    let gl = where(far, 0.0, (low - (g - v)) - (top + v));
    let (t, tl) = product_of_sums(where(far, -750.0, g), gl, 1.4426950408889634, 2.0355273740931033e-17);
    let (p, pl, scale, back) = exp2_pair(t, tl);
    # That is exact to 2**-56 only; its logarithm shows what is missing.
    let (q, ql) = log2_pair(p);
    let rest = ((t - round(t - q)) - q) + (tl - ql) - pl / p * 1.4426950408889634;
    let e = p * scale * back;
    let el = (pl + p * (rest * 0.6931471805599453)) * scale * back;
    # ln(1 + e + el) as a sum: by three terms, or by log2.
    let d = 1.0 + e;
    let dl = ((1.0 - d) + e) + el;
    let (l, ll) = log2_pair(d);
    let (m, ml) = product_of_sums(l, ll + dl / d * 1.4426950408889634, 0.6931471805599453, 2.3190468138462996e-17);
    let small = e < 9.313225746154785e-10;
    let h = where(small, e, m);
    let hl = where(small, el - e * (e * (0.5 - e * 0.3333333333333333)), ml);
    let r = top + h;
    let w = r - top;
    let sum = r + (((top - (r - w)) + (h - w)) + hl);
    where(isfinite(top), sum, top)
}
## ln(exp(x) + exp(y)) without overflow. Maximum error 0.51 ULP, but near a result of 0: 0.51 ULP of 1/16 of the larger argument.
pub fn logaddexp(x: f32, y: f32) -> f32 = f32(logaddexp(f64(x), f64(y)));
