pub fn f(x: f64[n]) -> f64 = 1.0 + for i: x[i];
pub fn g(x: f64) -> f64 = if x > 0.0 { x } else { 0.0 } + 1.0;
