# run: doubled([1, 2]) == [1, 2, 1, 2]
# run: padded([1, 2], 1) == [0, 1, 2, 0]
# run: flat([[1, 2], [3, 4]]) == [1, 2, 3, 4]
# fails: padded([1, 2], -2) status Shape

#! Sizes of results that are polynomials.

pub fn doubled(x: i64[n]) -> i64[2 * n] = for i in 0..2 * n: x[i % n];
pub fn padded(x: i64[n], k: i64) -> i64[n + 2 * k] = for i in 0..n + 2 * k: x[i - k; 0];
pub fn flat(x: i64[n, m]) -> i64[n * m] = for i in 0..n * m: x[i // m, i % m];
