# run: low([3.0, 1.0, 2.0, 1.0]) == 1
# run: high([3.0, 1.0, 3.0]) == 0
# run: low([3.0, nan, -inf]) == 1
# run: high([3.0, nan, inf, nan]) == 1
# run: low([2.0]) == 0
# fails: low(empty(0)) status Shape
# fails: high(empty(0)) status Shape
# run: low_rows([[3, 1], [0, 2]]) == [1, 0]
# run: low_columns([[3, 1], [0, 2]]) == [1, 0]
# run: high_all([[3, 1], [0, 7]]) == 3

#! The first position of the smallest and the largest; a NaN counts as either.

pub fn low(x: f64[n]) -> i64 = argmin(x);
pub fn high(x: f64[n]) -> i64 = argmax(x);
pub fn low_rows(x: i64[n, m]) -> i64[n] = argmin(x, axis = 1);
pub fn low_columns(x: i64[n, m]) -> i64[m] = argmin(x, axis = 0);
pub fn high_all(x: i64[n, m]) -> i64 = argmax(x);
