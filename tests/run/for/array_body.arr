# run: rows(2, [1, 2, 3]) == [[1, 2, 3], [2, 4, 6]]
# run: rows(0, [1, 2, 3]) == empty(0, 3)
# run: rows(2, empty(0)) == empty(2, 0)
# run: nested(2, 3) == [[0, 1, 2], [10, 11, 12]]

#! A body that is an array gives the axes after the binders'.

pub fn rows(n: i64, x: i64[m]) -> i64[n, m] = for i in 0..n: (i + 1) * x;
pub fn nested(n: i64, m: i64) -> i64[n, m] = for i in 0..n: for j in 0..m: 10 * i + j;
