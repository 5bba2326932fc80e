fn half(x: f32) -> f32 = 0.5 * x;
pub fn f(x: f64) -> f32 = half(x);
pub fn g(x: i64) -> f32 = half(x);
pub fn h(x: i64) -> f64 = exp(x);
