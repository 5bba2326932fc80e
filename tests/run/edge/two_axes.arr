# run: around([[1, 2], [3, 4]]) == [[27, 24], [21, 18]]
# run: mixed([[1, 2], [3, 4]], -1, 5) == 4
# run: mixed([[1, 2], [3, 4]], 2, -1) == 1
# run: zero_or_wrap([[1, 2], [3, 4]], 0, 3) == 2
# run: zero_or_wrap([[1, 2], [3, 4]], -1, 3) == 0
# run: corners([[1, 2], [3, 4]], 2, 0) == 0
# run: corners([[1, 2], [3, 4]], 0, 2) == 0
# run: corners([[1, 2], [3, 4]], 1, 1) == 4

#! One mode for all axes, or one each.

pub fn around(x: i64[n, m]) -> i64[n, m] =
    for i in 0..n, j in 0..m: sum(for a in -1..=1, b in -1..=1: x[i + a, j + b; wrap]);
pub fn mixed(x: i64[n, m], i: i64, j: i64) -> i64 = x[i, j; wrap, clamp];
pub fn zero_or_wrap(x: i64[n, m], i: i64, j: i64) -> i64 = x[i, j; 0, wrap];
pub fn corners(x: i64[n, m], i: i64, j: i64) -> i64 = x[i, j; 0];
