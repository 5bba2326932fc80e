# run: at([[1, 2, 3], [4, 5, 6]], 1, 0) == 4
# run: at([[1, 2, 3], [4, 5, 6]], 0, 2) == 3
# fails: at([[1, 2, 3], [4, 5, 6]], 2, 0) status Bounds "2"
# fails: at([[1, 2, 3], [4, 5, 6]], 0, 3) status Bounds "3"
# fails: at(empty(2, 0), 0, 0) status Bounds

#! Indices of two axes.

pub fn at(x: f64[n, m], i: i64, j: i64) -> f64 = x[i, j];
