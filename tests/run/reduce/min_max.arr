# run: smallest([3.0, -1.0, 2.0]) == -1.0
# run: largest([3.0, -1.0, 2.0]) == 3.0
# run: smallest([3.0, nan, 2.0]) == nan
# run: largest([3.0, nan, 2.0]) == nan
# run: smallest([0.0, -0.0]) == -0.0
# run: largest([-0.0, 0.0]) == 0.0
# run: smallest([inf, inf]) == inf
# fails: smallest(empty(0)) status Shape
# fails: largest(empty(0)) status Shape

#! Minimum and maximum: NaN wins, -0 is below +0, of nothing they are errors.

pub fn smallest(x: f64[n]) -> f64 = min(x);
pub fn largest(x: f64[n]) -> f64 = max(x);
