pub fn f(x: f64[n]) -> f64 = x[0, 1];
pub fn g(x: f64) -> f64 = x[0];
