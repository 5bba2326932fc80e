#! What the hosts in the tests of the boundary call.

## Matrix product.
pub fn product<T: f32 | f64>(a: T[m, k], b: T[k, n]) -> T[m, n] = for i, j: sum(for l: a[i, l] * b[l, j]);

## One element.
pub fn at(x: i64[n], i: i64) -> i64 = x[i];

## Quotients, rounded down.
pub fn quotients(a: i64[n], b: i64[n]) -> i64[n] = a // b;

## A function of scalars.
pub fn squared_length(a: f64, b: f64) -> f64 = a * a + b * b;

## Two results.
pub fn summary(x: f64[n]) -> (total: f64, middle: f64)
where n >= 1 = (total = sum(x), middle = mean(x));

## Square roots of numbers that are not negative.
pub fn roots(x: f64[n]) -> f64[n] {
    assert all(x >= 0.0), "a negative number";
    sqrt(x)
}

## Distances to the neighbours on a ring.
pub fn steps(x: f32[n]) -> f32[n] = for i in 0..n: x[i + 1; wrap] - x[i - 1; wrap];

## Adds to what is there.
pub fn accumulate(inout total: f64[n], x: f64[n], weight: f64) -> f64 {
    total += weight * x;
    sum(total)
}

## Every element times a complex number.
pub fn turned(z: c64[n], by: c64) -> c64[n] = z * by;

## More complex numbers than registers.
pub fn many(a: f64, b: c128, c: c64, d: c128, e: c128, f: c64, g: f32, h: c128) -> c128 =
    a + 10 * b + 100 * c128(c) + 1000 * d + 10000 * e + 100000 * c128(f) + 1000000 * f64(g) + 10000000 * h;

## Halves by a half.
pub fn divided<T: f16 | bf16>(x: T[n], by: T) -> T[n] = x / by;

## Draws the next of a sequence of numbers, and moves it on.
pub fn draw(inout state: u64, step: u64) -> u64 { let now = state; state += step; now }

## Moves a point of the complex plane, and says how far from 0 it is.
pub fn moved(inout z: c128, x: f64[n]) -> f64 { z += sum(x); abs(z) }

## The sum of any number of dimensions.
pub fn total_of(x: f64[..s], shift: f64) -> f64 = sum(x) + shift;
