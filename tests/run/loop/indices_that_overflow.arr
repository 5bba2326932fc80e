# fails: far([1, 2, 3], 9223372036854775807) status Bounds
# fails: far([1, 2, 3], -9223372036854775808) status Bounds
# run: wrapped([1, 2, 3], 9223372036854775807) == [1, 2, 3]
# fails: product([1, 2, 3], 4611686018427387904) status Bounds
# run: product([1, 2, 3], 0) == [1, 1, 1]
# fails: shifted([1, 2, 3], 9223372036854775806) status Bounds
# run: narrow([1, 2, 3]) == [3, 3, 1]
# fails: bytes([1, 2, 3], 250) status Bounds
# run: bytes([1, 2, 3], 255) == 3

#! Indices are computed in their own type, where they wrap, and checked after that.

pub fn far(x: i64[n], k: i64) -> i64[n] { var y = x; loop i in 0..n { y[i] = x[i + k]; } y }
pub fn wrapped(x: i64[n], k: i64) -> i64[n] = for i in 0..n: x[(i + k) - k];
pub fn product(x: i64[n], k: i64) -> i64[n] = for i in 0..n: x[i * k];
pub fn shifted(x: i64[n], k: i64) -> i64[n] { var y = x; loop i in 0..n { y[(i + k) + 1] = 0; } y }
pub fn narrow(x: i64[n]) -> i64[n] = for i in 0..n: x[i64((u8(i) + 255) % u8(3) + 2) % n];
pub fn bytes(x: i64[n], k: u8) -> i64 = x[k + 3];
