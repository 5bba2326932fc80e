# run: backwards([1, 2, 3]) == [3, 2, 1]
# run: backwards([7]) == [7]
# run: backwards(empty(0)) == empty(0)
# run: flip_columns([[1, 2, 3], [4, 5, 6]]) == [[3, 2, 1], [6, 5, 4]]

#! A step of -1.

pub fn backwards(x: i64[n]) -> i64[n] = x[::-1];
pub fn flip_columns(x: i64[n, m]) -> i64[n, m] = x[:, ::-1];
