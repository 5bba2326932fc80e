pub fn f(x: f64 = 1.0) -> f64 = x;
pub fn g(x: f64, k=3) -> f64 = x;
