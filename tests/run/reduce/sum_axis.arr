# run: down([[1, 2, 3], [4, 5, 6]]) == [5, 7, 9]
# run: across([[1, 2, 3], [4, 5, 6]]) == [6, 15]
# run: both([[1, 2, 3], [4, 5, 6]]) == 21
# run: down(empty(0, 2)) == [0, 0]
# run: across(empty(2, 0)) == [0, 0]
# run: across(empty(0, 2)) == empty(0)
# run: last([[1, 2, 3], [4, 5, 6]]) == [6, 15]

#! Sums over one axis.

pub fn down(x: i64[n, m]) -> i64[m] = sum(x, axis = 0);
pub fn across(x: i64[n, m]) -> i64[n] = sum(x, axis = 1);
pub fn last(x: i64[n, m]) -> i64[n] = sum(x, axis = -1);
pub fn both(x: i64[n, m]) -> i64 = sum(x, axis = (0, 1));
