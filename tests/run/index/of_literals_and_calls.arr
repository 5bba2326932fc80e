# run: letters(3) == 30
# run: month_days(2, true) == 29
# run: month_days(12, false) == 31
# run: of_call([3, 1, 2]) == 2
# run: of_sum([[1, 2], [3, 4]]) == 6
# run: nested([2, 0, 1], 0) == 1
# run: of_shape(iota(2, 5)) == 5

#! What is indexed may be any expression.

pub fn letters(i: i64) -> i64 = [0, 10, 20, 30, 40][i];
pub fn month_days(m: i64, leap: bool) -> i64 =
    [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] + (if leap and m == 2 { 1 } else { 0 });
pub fn of_call(x: i64[n]) -> i64 = sort(x)[1];
pub fn of_sum(x: i64[n, m]) -> i64 = sum(x, axis = 0)[1];
pub fn nested(p: i64[n], i: i64) -> i64 = p[p[i]];
pub fn of_shape(x: i64[n, m]) -> i64 = x.shape[1];
