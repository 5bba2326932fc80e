# run: last_axis([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]) == [[1, 3], [5, 7]]
# run: first_axis([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]) == [[5, 6], [7, 8]]
# run: ends([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]) == [2, 4]

#! `...` stands for as many whole axes as are missing.

pub fn last_axis(x: i64[a, b, c]) -> i64[a, b] = x[..., 0];
pub fn first_axis(x: i64[a, b, c]) -> i64[b, c] = x[1, ...];
pub fn ends(x: i64[a, b, c]) -> i64[b] = x[0, ..., 1];
