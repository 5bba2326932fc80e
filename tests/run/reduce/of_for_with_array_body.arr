# run: total([[1, 2], [3, 4]]) == 10
# run: columns([[1, 2], [3, 4]]) == [4, 6]
# run: rows([[1, 2], [3, 4]]) == [3, 7]
# run: products([[1.0, 2.0], [3.0, 4.0]], [10.0, 100.0]) == [31.0, 228.0]

#! A `for` whose body is an array.

pub fn total(x: i64[n, m]) -> i64 = sum(for i: x[i, :]);
pub fn columns(x: i64[n, m]) -> i64[m] = sum(for i: x[i, :], axis = 0);
pub fn rows(x: i64[n, m]) -> i64[n] = sum(for i: x[i, :], axis = 1);
pub fn products(x: f64[n, m], w: f64[m]) -> f64[m] =
    sum(for i: x[i] * (if i == 0 { w } else { w - w + 7.0 }), axis = 0);
