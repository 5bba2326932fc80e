# run: rows([[1, 2], [3, 4], [5, 6]], [2, 0]) == [[5, 6], [1, 2]]
# run: columns([[1, 2], [3, 4], [5, 6]], [1, 1, 0]) == [[2, 2, 1], [4, 4, 3], [6, 6, 5]]
# fails: rows([[1, 2], [3, 4]], [2]) status Bounds
# run: tails([[1, 2, 3], [4, 5, 6]], [1, 0]) == [[5, 6], [2, 3]]

#! An index array beside whole axes and slices.

pub fn rows(x: i64[n, m], idx: i64[k]) -> i64[k, m] = x[idx];
pub fn columns(x: i64[n, m], idx: i64[k]) -> i64[n, k] = x[:, idx];
pub fn tails(x: i64[n, m], idx: i64[k]) -> i64[k, m - 1] = x[idx, 1:];
