# run: halved([100, 200, 300], [1, 1, 2]) == [100, 50, 150]
# fails: divided([100, 200], [1, 1], [2, 0]) status Divide
# run: divided([100, 200], [1, 1], [2, 3]) == [100, 33]
# run: squared([1.0, 2.0, 3.0], [1, 1, 0]) == [1.0, 16.0, 3.0]
# run: remainders([[7, 8], [9, 10]], [1, 0, 1], [4, 3]) == [[3, 2], [1, 1]]
# run: parts([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], [0, 1, 1]) == [[[2, 2], [4, 4]], [[5, 8], [7, 10]]]
# run: corners([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], [0, 1, 1]) == [[1, 3], [6, 8], [6, 8]]
# run: bits([6, 7], [0, 0, 1], [4, 2, 1]) == [0, 6]
# run: last([1, 2, 3], [0, 2, 0], [7, 8, 9]) == [9, 2, 8]
# run: columns([[1, 2, 3]], [2, 0], [5, 6]) == [[6, 2, 5]]
# fails: halved([100, 200, 300], [3]) status Bounds
# run: with_new([1, 2], [7, 8]) == [7, 8]

#! A scatter takes every operator, and index arrays in any place.

pub fn halved(x: i64[n], i: i64[k]) -> i64[n] { var y = x; y[i] //= 2; y }
pub fn divided(x: i64[n], i: i64[k], d: i64[k]) -> i64[n] { var y = x; y[i] //= d; y }
pub fn squared(x: f64[n], i: i64[k]) -> f64[n] { var y = x; y[i] **= 2; y }
pub fn remainders(x: i64[n, m], i: i64[k], d: i64[m]) -> i64[n, m] { var y = x; y[i] %= d; y }
pub fn parts(x: i64[n, m, l], i: i64[k]) -> i64[n, m, l] { var y = x; y[i, :, i] += 1; y }
pub fn corners(x: i64[n, m, l], i: i64[k]) -> i64[k, m] = x[i, :, i];
pub fn bits(x: i64[n], i: i64[k], v: i64[k]) -> i64[n] { var y = x; y[i] ^= v; y }
pub fn last(x: i64[n], i: i64[k], v: i64[k]) -> i64[n] { var y = x; y[i] = v; y }
pub fn columns(x: i64[n, m], i: i64[k], v: i64[k]) -> i64[n, m] { var y = x; y[:, i] = v; y }
pub fn with_new(x: i64[n], v: i64[n]) -> i64[n] { var y = x; y[:, new] = v[:, new]; y }
