# run: columns(iota(3, 4)) == 30
# run: both(iota(3, 4)) == 28
# run: pairs(iota(3, 4), [0, 2]) == 12
# run: set_columns(iota(3, 4)) == [[0, 0, 2, 0], [4, 0, 6, 0], [8, 0, 10, 0]]
# run: set_rows(iota(3, 4)) == [[-1, -1, -1, -1], [4, 5, 6, 7], [-1, -1, -1, -1]]
# run: empty_mask(iota(3, 4)) == (0, 0)
# run: mean_of_chosen([1.0, -5.0, 3.0]) == (2.0, 2, 3.0)
# run: counted([1, 2, 2, 3]) == 2
# run: same_mask([1.0, -1.0, 2.0], [10.0, 20.0, 30.0]) == 70.0

#! Masks beside slices and index arrays, masks of nothing.

pub fn columns(x: i64[n, 4]) -> i64 = sum(x[:, [true, false, true, false]]);
pub fn both(x: i64[n, 4]) -> i64 = sum(x[1:, [true, false, true, false]]);
pub fn pairs(x: i64[n, 4], r: i64[2]) -> i64 { let y = x[r]; y[0, 1] + y[1, 3] }
pub fn set_columns(x: i64[n, 4]) -> i64[n, 4] { var y = x; y[:, [false, true, false, true]] = 0; y }
pub fn set_rows(x: i64[3, m]) -> i64[3, m] { var y = x; y[[true, false, true]] = -1; y }
pub fn empty_mask(x: i64[n, m]) -> (i64, i64) { let y = x[x < 0]; (sum(y), count(x < 0)) }
pub fn mean_of_chosen(x: f64[n]) -> (f64, i64, f64) { let y = x[x > 0.0]; (mean(y), y.shape[0], y[-1]) }
pub fn counted(x: i64[n]) -> i64 = count(x == 2);
pub fn same_mask(x: f64[n], w: f64[n]) -> f64 { let m = x > 0.0; sum(x[m] * w[m]) }
