# run: doubled([1, 2, 3]) == [2, 4, 6]
# run: product([[1, 2], [3, 4]], [[5, 6], [7, 8]]) == [[5, 12], [21, 32]]
# run: doubled(empty(0)) == empty(0)
# run: diagonal([[1, 2], [3, 4]]) == [1, 4]

#! A binder without a range takes the extent of the axes that it indexes.

pub fn doubled(x: i64[n]) -> i64[n] = for i: 2 * x[i];
pub fn product(x: i64[n, m], y: i64[n, m]) -> i64[n, m] = for i, j: x[i, j] * y[i, j];
pub fn diagonal(x: i64[n, n]) -> i64[n] = for i: x[i, i];
