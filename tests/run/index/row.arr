# run: row([[1, 2], [3, 4], [5, 6]], 1) == [3, 4]
# run: row_of_last([[1, 2], [3, 4], [5, 6]]) == [5, 6]
# run: column([[1, 2], [3, 4], [5, 6]], 0) == [1, 3, 5]
# run: row(empty(1, 0), 0) == empty(0)
# fails: row([[1, 2], [3, 4], [5, 6]], 3) status Bounds "3"
# fails: row(empty(1, 0), 1) status Bounds
# fails: column(empty(0, 2), 2) status Bounds

#! A row and a column; the index is checked even where the row is empty.

pub fn row(x: i64[n, m], i: i64) -> i64[m] = x[i];
pub fn row_of_last(x: i64[n, m]) -> i64[m] = x[-1];
pub fn column(x: i64[n, m], j: i64) -> i64[n] = x[:, j];
