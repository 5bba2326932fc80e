# run: by_bytes(3) == (3, 253)
# run: wrapping(250) == (6, 0)
# run: two_steps(10) == (7, 14)
# run: conditional([1, 0, 1, 1, 0]) == (3, 5)
# run: changed_limit(10) == 5
# run: changed_twice(10) == [3, 10]
# run: down_to(5) == (0, 15)
# run: past_the_end(7, 3) == 9
# run: never(5) == 5
# run: of_u32(3) == [0, 1, 2, 0]
# run: used_after([4, 5, 6]) == (3, 15)
# fails: off_by_one([4, 5, 6]) status Bounds
# run: float_counter(4) ~= 0.4 within 1e-15

#! `while` loops that count, in several types and ways, and what is left in the counter.

pub fn by_bytes(n: u8) -> (u8, u8) { var i = u8(0); var s = u8(0); while i < n { s -= 1; i += 1; } (i, s) }
pub fn wrapping(start: u8) -> (i64, u8) { var i = start; var k = 0; while i != 0 { i += 1; k += 1; } (k, i) }
pub fn two_steps(n: i64) -> (i64, i64) { var (i, j) = (0, 0); while i + j < 2 * n { i += 1; j += 2; } (i, j) }
pub fn conditional(x: i64[n]) -> (i64, i64) { var (i, k) = (0, 0); while i < n { if x[i] == 1 { k += 1; } i += 1; } (k, i) }
pub fn changed_limit(n: i64) -> i64 { var (i, m) = (0, n); while i < m { i += 1; m -= 1; } i }
pub fn changed_twice(n: i64) -> i64[2] { var (i, k) = (0, 0); while i < n { i += 2; k += 1; if i % 4 == 0 { i += 2; } } [k, if i > n { n } else { i }] }
pub fn down_to(n: i64) -> (i64, i64) { var (i, s) = (n, 0); while i > 0 { s += i; i -= 1; } (i, s) }
pub fn past_the_end(n: i64, step: i64) -> i64 { var i = 0; while i < n { i += step; } i }
pub fn never(n: i64) -> i64 { var i = n; while i < 0 { i += 1; } i }
pub fn of_u32(n: u32) -> i64[4] { var x = i64[4](0); var i = u32(0); while i < n { x[i] = i64(i); i += 1; } x }
pub fn used_after(x: i64[n]) -> (i64, i64) { var (i, s) = (0, 0); while i < n { s += x[i]; i += 1; } (i, s) }
pub fn off_by_one(x: i64[n]) -> i64 { var (i, s) = (0, 0); while i <= n { s += x[i]; i += 1; } s }
pub fn float_counter(n: i64) -> f64 { var (t, i) = (0.0, 0); while i < n { t += 0.1; i += 1; } t }
