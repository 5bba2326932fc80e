# run: triangle(4) == 10
# run: triangle(0) == 0
# run: largest_below([[9, 9, 9], [1, 9, 9], [5, 3, 9]]) == 5
# fails: largest_below([[9]]) status Shape
# run: prefix_sums([1, 2, 3]) == 10
# run: where_largest([[9, 9, 9], [1, 9, 9], [5, 3, 9]]) == 1
# run: dots([1.0, 2.0, 3.0]) == 32.0

#! Ranges that depend on an outer index of the same reduction.

pub fn triangle(n: i64) -> i64 = sum(for i in 0..n, j in 0..=i: j);
pub fn largest_below(x: i64[n, n]) -> i64 = max(for i in 0..n, j in 0..i: x[i, j]);
pub fn prefix_sums(x: i64[n]) -> i64 = sum(for i in 0..n: sum(x[:i + 1]));
pub fn where_largest(x: i64[n, n]) -> i64 = argmax(for i in 0..n, j in 0..i: x[i, j]);
pub fn dots(x: f64[n]) -> f64 = sum(for i in 0..n, j in 0..=i: x[i] * x[j]) + 7.0;
