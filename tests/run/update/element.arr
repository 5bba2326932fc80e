# run: put([1, 2, 3], 1, 9) == [1, 9, 3]
# fails: put([1, 2, 3], 3, 9) status Bounds "3"
# fails: put([1, 2, 3], -1, 9) status Bounds
# run: add([1, 2, 3], 2, 9) == [1, 2, 12]
# run: last([1, 2, 3], 7) == [1, 2, 7]
# run: grid([[1, 2], [3, 4]], 1, 0) == [[1, 2], [-3, 4]]

#! Assignments to an element.

pub fn put(x: i64[n], i: i64, v: i64) -> i64[n] { var y = x; y[i] = v; y }
pub fn add(x: i64[n], i: i64, v: i64) -> i64[n] { var y = x; y[i] += v; y }
pub fn last(x: i64[n], v: i64) -> i64[n] { var y = x; y[-1] = v; y }
pub fn grid(x: i64[n, m], i: i64, j: i64) -> i64[n, m] { var y = x; y[i, j] = -y[i, j]; y }
