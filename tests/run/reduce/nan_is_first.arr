# run: least([2.0, nan, 1.0, nan]) == 1
# run: most([2.0, 1.0]) == 0

#! The place of the first NaN.

pub fn least(x: f64[n]) -> i64 = argmin(x);
pub fn most(x: f32[n]) -> i64 = argmax(x);
