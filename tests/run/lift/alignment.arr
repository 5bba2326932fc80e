# run: rows([[1, 2], [3, 4]], [10, 20]) == [[11, 22], [13, 24]]
# run: outer([1, 2, 3], [10, 20]) == [[11, 21], [12, 22], [13, 23]]
# run: columns([[1, 2], [3, 4]], [10, 20]) == [[11, 12], [23, 24]]

#! Frames align from the right; an extent that is 1 in the program stretches.

pub fn rows(x: i64[n, m], y: i64[m]) -> i64[n, m] = x + y;
pub fn outer(x: i64[n], y: i64[m]) -> i64[n, m] = x[:, new] + y;
pub fn columns(x: i64[n, m], y: i64[n]) -> i64[n, m] = x + y[:, new];
