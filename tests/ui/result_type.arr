pub fn f(x: f64[n]) -> f32[n] = x * 2.0;
pub fn g(x: f64) -> bool = x;
