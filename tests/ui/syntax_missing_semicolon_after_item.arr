pub fn f(x: f64) -> f64 = x
pub fn g(x: f64) -> f64 = f(x);
