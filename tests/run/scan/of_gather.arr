# run: sums([1, 2, 3], [2, 2, 0]) == [3, 6, 7]
# fails: sums([1, 2, 3], [2, 3]) status Bounds
# run: columns([[1, 2], [3, 4]]) == [[10, 20], [40, 60]]
# run: blocks(3) == [[0, 1, 3], [10, 21, 33]]

#! Scans of gathers and of a `for`.

pub fn sums(x: i64[n], idx: i64[m]) -> i64[m] = cumsum(x[idx]);
pub fn columns(x: i64[n, m]) -> i64[n, m] = cumsum(for i, j: 10 * x[i, j], axis = 0);
pub fn blocks(n: i64) -> i64[2, n] = cumsum(for i in 0..2, j in 0..n: { let a = 10 * i; a + j }, axis = 1);
