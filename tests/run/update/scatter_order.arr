# run: sums([0.0], [0, 0, 0], [1e16, 1.0, -1e16]) == [0.0]
# run: sums([0.0], [0, 0, 0], [1e16, -1e16, 1.0]) == [1.0]
# run: digits([0], [0, 0, 0], [1, 2, 3]) == [-6]

#! A scatter with an operator works in the order of the indices.

pub fn sums(x: f64[n], i: i64[m], v: f64[m]) -> f64[n] { var y = x; y[i] += v; y }
pub fn digits(x: i64[n], i: i64[m], v: i64[m]) -> i64[n] { var y = x; y[i] -= v; y }
