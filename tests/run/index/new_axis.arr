# run: outer([1, 2, 3], [10, 20]) == [[10, 20], [20, 40], [30, 60]]
# run: column([1, 2]) == [[1], [2]]
# run: row([1, 2]) == [[1, 2]]

#! `new` makes an axis of extent 1, which stretches.

pub fn outer(x: i64[n], y: i64[m]) -> i64[n, m] = x[:, new] * y[new, :];
pub fn column(x: i64[n]) -> i64[n, 1] = x[:, new];
pub fn row(x: i64[n]) -> i64[1, n] = x[new];
