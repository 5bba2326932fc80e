# run: inner([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) == [[5]]
# run: corner([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) == [[1, 2], [4, 5]]
# run: part_of_row([[1, 2, 3], [4, 5, 6]], 1) == [5, 6]
# fails: part_of_row([[1, 2, 3], [4, 5, 6]], 2) status Bounds
# run: inner([[1, 2], [3, 4]]) == empty(0, 0)
# fails: inner([[1], [2]]) status Bounds

#! Slices of several axes.

pub fn inner(x: i64[n, m]) -> i64[n - 2, m - 2] = x[1:-1, 1:-1];
pub fn corner(x: i64[n, m]) -> i64[2, 2] = x[:2, :2];
pub fn part_of_row(x: i64[n, m], i: i64) -> i64[m - 1] = x[i, 1:];
