# run: extents([[1, 2, 3], [4, 5, 6]]) == (2, 3)
# run: cells([[1, 2, 3], [4, 5, 6]]) == 6
# run: half([1, 2, 3, 4, 5]) == 2
# run: average([1.0, 2.0, 6.0]) == 3.0

#! Sizes are `i64` values.

pub fn extents(x: i64[n, m]) -> (i64, i64) = (n, m);
pub fn cells(x: i64[n, m]) -> i64 = n * m;
pub fn half(x: i64[n]) -> i64 = n // 2;
pub fn average(x: f64[n]) -> f64 = sum(x) / f64(n);
