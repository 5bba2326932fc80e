# run: down([[1, 2], [3, 4], [5, 6]]) == [[1, 2], [4, 6], [9, 12]]
# run: across([[1, 2], [3, 4], [5, 6]]) == [[1, 3], [3, 7], [5, 11]]
# run: down(empty(0, 2)) == empty(0, 2)
# run: middle([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]) == [[[1, 2], [4, 6]], [[5, 6], [12, 14]]]

#! Running sums along one axis.

pub fn down(x: i64[n, m]) -> i64[n, m] = cumsum(x, axis = 0);
pub fn across(x: i64[n, m]) -> i64[n, m] = cumsum(x, axis = 1);
pub fn middle(x: i64[a, b, c]) -> i64[a, b, c] = cumsum(x, axis = 1);
