# run: turned([[1, 2, 3], [4, 5, 6]]) == [[1, 4], [2, 5], [3, 6]]
# run: element([[1, 2, 3], [4, 5, 6]], 2, 1) == 6
# fails: element([[1, 2, 3], [4, 5, 6]], 1, 2) status Bounds
# run: sum_with_transpose([[1, 2], [3, 4]]) == [[2, 5], [5, 8]]

#! `x.T`.

pub fn turned(x: i64[n, m]) -> i64[m, n] = x.T;
pub fn element(x: i64[n, m], i: i64, j: i64) -> i64 = x.T[i, j];
pub fn sum_with_transpose(x: i64[n, n]) -> i64[n, n] = x + x.T;
