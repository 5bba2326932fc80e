# run: bytes(3, 4) == 12
# fails: bytes(4611686018427387904, 4) status Shape
# fails: bytes(3, -6148914691236517205) status Shape
# fails: bytes(-4294967296, -4294967296) status Shape
# fails: halves(4611686018427387904, 4) status Shape
# run: three(1, 2, 3) == 6
# fails: three(9223372036854775807, 9223372036854775807, 8) status Shape
# run: padded([1, 2, 3], 2, 1) == 6
# fails: padded([1, 2, 3], 9223372036854775807, 9223372036854775807) status Shape
# run: same([1, 2, 3, 4, 5, 6], 2, 3) == 21
# fails: same([1], 3, -6148914691236517205) status Shape
# run: rounds(1, 5, 2) == 2
# fails: rounds(4611686018427387904, -4611686018427387904, 2) status Shape
# fails: rounds(-4611686018427387904, 4611686018427387904, 1) status Shape
# run: rounds(2305843009213693952, -2305843009213693952, 1) == 0
# run: rounds(2305843009213693951, 2305843009213693952, 2305843009213693952) == 1
# run: apart(2305843009213693952, -2305843009213693952) == 4611686018427387904

#! Extents and ranges that an `i64` does not hold: what they wrap to is no extent.

pub fn bytes(n: i64, m: i64) -> i64 { let x = u8[n * m](1); sum(i64(x)) }

pub fn halves(n: i64, m: i64) -> i64 { let x = u8[(n * m) // 2](1); sum(i64(x)) }

pub fn three(a: i64, b: i64, c: i64) -> i64 { let x = for i in 0..a + b + c: sin(f64(i)); sum(i64(x == x)) - a - b - c + 6 }

pub fn padded(x: i32[n], before: i64, after: i64) -> i64 = count(pad(x, before, after, 1) > 0);

## Not an array of one element though 3 * m is 1 where it wraps.
pub fn same(x: i64[q], n: i64, m: i64) -> i64 { let y = i64[n * m](x); sum(for i in 0..n, j in 0..m: y[i * m + j]) }

pub fn rounds(from: i64, to: i64, step: i64) -> i64 {
    var n = 0;
    loop i in from..to by step { n += 1; }
    n
}

pub fn apart(from: i64, to: i64) -> i64 { var last = from; loop i in to..from { last = i; break; } from - last }
