# run: rows([[0, 0], [0, 0], [0, 0]], [2, 0], [[1, 2], [3, 4]]) == [[3, 4], [0, 0], [1, 2]]
# run: points([[0, 0], [0, 0]], [0, 1, 0], [1, 1, 1], [5, 6, 7]) == [[0, 7], [0, 6]]
# run: count_points([[0, 0], [0, 0]], [0, 1, 0], [1, 1, 1]) == [[0, 2], [0, 1]]
# fails: points([[0, 0], [0, 0]], [0], [2], [5]) status Bounds

#! Scatters of rows and of points.

pub fn rows(x: i64[n, m], i: i64[k], v: i64[k, m]) -> i64[n, m] { var y = x; y[i] = v; y }
pub fn points(x: i64[n, m], i: i64[k], j: i64[k], v: i64[k]) -> i64[n, m] { var y = x; y[i, j] = v; y }
pub fn count_points(x: i64[n, m], i: i64[k], j: i64[k]) -> i64[n, m] { var y = x; y[i, j] += 1; y }
