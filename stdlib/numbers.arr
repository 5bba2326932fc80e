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

## Whether x is neither infinite nor NaN.
## Example: isfinite([inf, nan, 1.0]) == [false, false, true]
pub fn isfinite<T: float>(x: T) -> bool = abs(x) < inf;

## x, but `low` below `low` and `high` above `high`; NaN if any of them is NaN, `high` where `low` is above `high`.
## Example: clamp([-1, 5, 12], 0, 10) == [0, 5, 10]
pub fn clamp<T: real>(x: T, low: T, high: T) -> T = min(max(x, low), high);

## The number at t between a (t = 0) and b (t = 1), and beyond them on the same line; exactly a and b at 0 and 1.
## Example: lerp(10.0, 20.0, 0.25) == 12.5
pub fn lerp<T: float>(a: T, b: T, t: T) -> T = fma(t, b, fma(-t, a, a));

## What x is above `floor(x)`: in [0, 1), or 1.0 by rounding for tiny negative x.
## Example: fract([1.25, -0.25]) == [0.25, 0.75]
pub fn fract<T: float>(x: T) -> T = x - floor(x);

## 1 / x; an integer power costs less than `pow`. Correctly rounded.
## Example: reciprocal(4.0) == 0.25
pub fn reciprocal<T: float>(x: T) -> T = 1.0 / x;

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

## The logistic function 1 / (1 + exp(-x)).
## Example: sigmoid(0.0) == 0.5
pub fn sigmoid<T: f32 | f64>(x: T) -> T = 1.0 / (1.0 + exp(-x));

## ln(exp(x) + exp(y)) without overflow.
## Example: logaddexp(1000.0, 1000.0) == 1000.6931471805599
pub fn logaddexp<T: f32 | f64>(x: T, y: T) -> T {
    let top = max(x, y);
    let gap = abs(x - y);
    where(isfinite(top), top + log1p(exp(-gap)), top)
}
