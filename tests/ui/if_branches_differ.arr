pub fn f(x: f64[n]) -> f64[n] = if n > 3 { x } else { 0.0 };
pub fn g(x: f64) -> f64 = if x > 0.0 { x } else { false };
