#! Random numbers by counters and keys.
#!
#! There is no state: the i-th number of a key is a function of key and i, so that arrays are filled in any order, with
#! the same bits on every machine and for every number of threads. The function is Threefry-2x32 with 20 rounds (Salmon,
#! Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011). Use another key for every array:
#! `random_key(key, i)` makes new keys from one. Not for secrets.

## The i-th of 2**64 numbers of a key, uniform over all u64: Threefry-2x32-20, the low halves of key and counter first.
## Example: random_bits(0u64, 0u64) == 0x99ba4efe6b200159
pub fn random_bits(key: u64, i: u64) -> u64 {
    let k0 = u32(key & 0xffffffff);
    let k1 = u32(key >> 32);
    let k2 = k0 ^ k1 ^ 0x1bd11bda;
    let a0 = u32(i & 0xffffffff) + k0;
    let b0 = u32(i >> 32) + k1;
    let (a1, b1) = threefry_rounds(a0, b0, 13, 15, 26, 6);
    let (a2, b2) = threefry_rounds(a1 + k1, b1 + k2 + 1, 17, 29, 16, 24);
    let (a3, b3) = threefry_rounds(a2 + k2, b2 + k0 + 2, 13, 15, 26, 6);
    let (a4, b4) = threefry_rounds(a3 + k0, b3 + k1 + 3, 17, 29, 16, 24);
    let (a5, b5) = threefry_rounds(a4 + k1, b4 + k2 + 4, 13, 15, 26, 6);
    u64(a5 + k2) | (u64(b5 + k0 + 5) << 32)
}

fn threefry_rounds(a: u32, b: u32, r0: u32, r1: u32, r2: u32, r3: u32) -> (a: u32, b: u32) {
    let a0 = a + b;
    let b0 = rotate_left(b, r0) ^ a0;
    let a1 = a0 + b0;
    let b1 = rotate_left(b0, r1) ^ a1;
    let a2 = a1 + b1;
    let b2 = rotate_left(b1, r2) ^ a2;
    let a3 = a2 + b2;
    (a = a3, b = rotate_left(b2, r3) ^ a3)
}

## The i-th key made from a key; its numbers have nothing to do with those of the key itself or of other i.
## Example: random_key(7u64, 0u64) != random_key(7u64, 1u64)
pub fn random_key(key: u64, i: u64) -> u64 = random_bits(~key, i);

## n numbers uniform in [0, 1), multiples of 2**-53. Fails if n is negative.
## Example: uniform(1u64, 3)[0] < 1.0
pub fn uniform(key: u64, n: i64) -> f64[n] = for i in 0..n: unit_interval(random_bits(key, u64(i)));

## n by m numbers uniform in [0, 1), those of `uniform(key, n * m)` row by row.
## Example: uniform(1u64, 2, 2)[1, 0] == uniform(1u64, 4)[2]
pub fn uniform(key: u64, n: i64, m: i64) -> f64[n, m] =
    for i in 0..n, j in 0..m: unit_interval(random_bits(key, u64(i * m + j)));

## n numbers uniform in [0, 1) as f32, multiples of 2**-24. Fails if n is negative.
## Example: uniform_f32(1u64, 3)[0] < 1.0
pub fn uniform_f32(key: u64, n: i64) -> f32[n] =
    for i in 0..n: f32(i32(random_bits(key, u64(i)) >> 40)) * 5.9604644775390625e-8;

## n numbers with the standard normal distribution: the inverse of its distribution function at uniform numbers. Fails if n
## is negative.
## Example: abs(mean(normal(1u64, 1000))) < 0.1
pub fn normal(key: u64, n: i64) -> f64[n] = for i in 0..n: normal_of(random_bits(key, u64(i)));

## n by m numbers with the standard normal distribution, those of `normal(key, n * m)` row by row.
## Example: normal(1u64, 2, 2)[1, 0] == normal(1u64, 4)[2]
pub fn normal(key: u64, n: i64, m: i64) -> f64[n, m] =
    for i in 0..n, j in 0..m: normal_of(random_bits(key, u64(i * m + j)));

## n numbers with the exponential distribution of mean 1. Fails if n is negative.
## Example: exponential(1u64, 3)[0] >= 0.0
pub fn exponential(key: u64, n: i64) -> f64[n] =
    for i in 0..n: -log1p(-unit_interval(random_bits(key, u64(i))));

## n integers uniform in low, …, high - 1: by the upper half of a product, so that none is preferred by more than 2**-64 of the
## range. Fails if high is not above low, or if n is negative.
## Example: all(integers(1u64, 10, 12, 5) >= 10)
pub fn integers(key: u64, low: i64, high: i64, n: i64) -> i64[n] {
    assert low < high, "the range of random integers is empty";
    let width = u64(high) - u64(low);
    for i in 0..n: low + i64(upper_product(random_bits(key, u64(i)), width))
}

## The integers 0, …, n - 1 in random order: those that sort n random numbers. Fails if n is negative.
## Example: sort(permutation(1u64, 4)) == [0, 1, 2, 3]
pub fn permutation(key: u64, n: i64) -> i64[n] = argsort(for i in 0..n: random_bits(key, u64(i)));

## The elements of an axis in random order. Lifted, every row has the same order.
## Example: sort(shuffle(1u64, [5, 6, 7])) == [5, 6, 7]
pub fn shuffle<T: any>(key: u64, x: T[n]) -> T[n] = x[permutation(key, n)];

# The upper 53 bits as a number below 1. Through i64, whose conversion is the quicker one.
fn unit_interval(b: u64) -> f64 = f64(i64(b >> 11)) * 1.1102230246251565e-16;

# At the middle of one of 2**53 intervals, so that it is never infinite, and symmetric around 0.
fn normal_of(b: u64) -> f64 = normal_quantile((f64(i64(b >> 12)) + 0.5) * 2.220446049250313e-16);

# The upper 64 bits of a product of two numbers of 64.
fn upper_product(x: u64, y: u64) -> u64 {
    let xl = x & 0xffffffff;
    let xh = x >> 32;
    let yl = y & 0xffffffff;
    let yh = y >> 32;
    let middle = xh * yl + ((xl * yl) >> 32);
    let cross = xl * yh + (middle & 0xffffffff);
    xh * yh + (middle >> 32) + (cross >> 32)
}
