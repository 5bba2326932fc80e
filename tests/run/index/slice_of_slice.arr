# run: twice([1, 2, 3, 4, 5, 6]) == [3, 4]
# run: element([1, 2, 3, 4, 5, 6], 0) == 2
# run: element([1, 2, 3, 4, 5, 6], 3) == 5
# fails: element([1, 2, 3, 4, 5, 6], 4) status Bounds
# fails: element([1, 2, 3, 4, 5, 6], -1) status Bounds
# run: row_element([[1, 2], [3, 4]], 1, 0) == 3
# fails: row_element([[1, 2], [3, 4]], 1, 2) status Bounds

#! An index into a slice is checked against the slice.

pub fn twice(x: i64[n]) -> i64[n - 4] = x[1:-1][1:-1];
pub fn element(x: i64[n], i: i64) -> i64 = x[1:-1][i];
pub fn row_element(x: i64[n, m], i: i64, j: i64) -> i64 = x[i][j];
