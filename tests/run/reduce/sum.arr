# run: total([1.5, 2.5, -4.0]) == 0.0
# run: total(empty(0)) == 0.0
# run: total([-0.0, -0.0]) == -0.0
# run: total([1e308, 1e308, -1e308]) == inf
# run: total([nan, 1.0]) == nan
# run: total_2d([[1.0, 2.0], [3.0, 4.0]]) == 10.0
# run: total_2d(empty(3, 0)) == 0.0

#! The sum of all elements; nothing sums to +0, negative zeros to -0.

pub fn total(x: f64[n]) -> f64 = sum(x);
pub fn total_2d(x: f64[n, m]) -> f64 = sum(x);
