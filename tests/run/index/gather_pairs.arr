# run: pairs([[1, 2], [3, 4], [5, 6]], [2, 0, 1], [0, 1, 1]) == [5, 2, 4]
# fails: pairs([[1, 2], [3, 4]], [0, 0], [0, 2]) status Bounds
# run: one_row([[1, 2], [3, 4]], 1, [1, 0, 1]) == [4, 3, 4]
# run: crossed([[1, 2], [3, 4], [5, 6]], [2, 0], [1, 1, 0]) == [[6, 6, 5], [2, 2, 1]]

#! Several index arrays share one frame.

pub fn pairs(x: i64[n, m], i: i64[k], j: i64[k]) -> i64[k] = x[i, j];
pub fn one_row(x: i64[n, m], i: i64, j: i64[k]) -> i64[k] = x[i, j];
pub fn crossed(x: i64[n, m], i: i64[k], j: i64[l]) -> i64[k, l] = x[i[:, new], j[new, :]];
