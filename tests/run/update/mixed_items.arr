# run: parts([[0, 0, 0], [0, 0, 0]], [1, 0], [[1, 2], [3, 4]]) == [[0, 3, 4], [0, 1, 2]]
# run: add_row([[0, 0], [0, 0]], [1, 1], [5, 7]) == [[0, 0], [10, 14]]
# run: one_row([[0, 0], [0, 0]], 1, [1, 1, 0], [5, 6, 7]) == [[0, 0], [7, 6]]
# run: reversed([1, 2, 3], [7, 8, 9]) == [9, 8, 7]
# run: scalar_to_slice([[1, 2], [3, 4]], 9) == [[9, 9], [3, 4]]

#! Assignments with index arrays and slices together.

pub fn parts(x: i64[n, m], idx: i64[k], v: i64[k, m - 1]) -> i64[n, m] { var y = x; y[idx, 1:] = v; y }
pub fn add_row(x: i64[n, m], idx: i64[k], v: i64[m]) -> i64[n, m] { var y = x; y[idx] += v; y }
pub fn one_row(x: i64[n, m], i: i64, idx: i64[k], v: i64[k]) -> i64[n, m] { var y = x; y[i, idx] = v; y }
pub fn reversed(x: i64[n], v: i64[n]) -> i64[n] { var y = x; y[::-1] = v; y }
pub fn scalar_to_slice(x: i64[n, m], v: i64) -> i64[n, m] { var y = x; y[0] = v; y }
