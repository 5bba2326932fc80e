# run: outer([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]) == [14, 22]
# run: ends([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]) == [14, 22]
# run: inner([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]) == [10, 26]
# run: middle([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]) == [[4, 6], [12, 14]]

#! Sums over several axes of three.

pub fn outer(x: i64[a, b, c]) -> i64[b] = sum(x, axis = (0, 2));
pub fn ends(x: i64[a, b, c]) -> i64[b] = sum(sum(x, axis = 2), axis = 0);
pub fn inner(x: i64[a, b, c]) -> i64[a] = sum(x, axis = (1, 2));
pub fn middle(x: i64[a, b, c]) -> i64[a, c] = sum(x, axis = 1);
