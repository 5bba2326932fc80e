# run: positive([-0.0, -1.5, 2.0, nan]) == [0.0, 0.0, 2.0, nan]
# run: negative([0.0, -1.5, 2.0, nan]) == [-0.0, -1.5, -0.0, nan]
# run: both([-0.0, nan, 1.0], [0.0, 1.0, nan]) == ([-0.0, nan, nan], [0.0, nan, nan])

#! Zeros have an order for `min` and `max`, and NaN wins.

pub fn positive(x: f64[n]) -> f64[n] = max(x, 0.0);
pub fn negative(x: f32[n]) -> f32[n] = min(x, -0.0);
pub fn both(x: f32[n], y: f32[n]) -> (f32[n], f32[n]) = (min(x, y), max(x, y));
