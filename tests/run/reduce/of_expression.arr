# run: distance([1.0, 2.0], [4.0, 6.0]) == 5.0
# run: norm([3.0, 4.0]) == 5.0
# run: largest_gap([1, 5, 2], [2, 2, 2]) == 3
# run: rows([[1.0, 2.0], [3.0, 4.0]], [10.0, 20.0]) == [33.0, 37.0]

#! Reductions of elementwise expressions.

pub fn distance(x: f64[n], y: f64[n]) -> f64 = sqrt(sum((x - y)**2));
pub fn norm(x: f64[n]) -> f64 = sqrt(sum(x * x));
pub fn largest_gap(x: i64[n], y: i64[n]) -> i64 = max(abs(x - y));
pub fn rows(x: f64[n, m], y: f64[m]) -> f64[n] = sum(x + y, axis = 1);
