pub fn f(x: f64, x: f64) -> f64 = x;
pub fn g(x: f64) -> f64 = x;
pub fn g(x: f64) -> f64 = 2.0 * x;
