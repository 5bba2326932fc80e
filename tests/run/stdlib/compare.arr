# run: smaller([1.0, nan, 2.0, -0.0], [2.0, 1.0, nan, 0.0]) == [1.0, nan, 2.0, -0.0]
# run: half([0.25, 1.0]) == [0.25, 0.5]
# run: smallest([3, 1, 2]) == 1

#! `least` is a plain comparison.

pub fn smaller(a: f64[n], b: f64[n]) -> f64[n] = least(a, b);
pub fn half(x: f32[n]) -> f32[n] = least(x, 0.5);
pub fn smallest(x: i32[n]) -> i32 = reduce(least, 100, x);
