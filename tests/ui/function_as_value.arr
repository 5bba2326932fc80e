pub fn f(x: f64) -> f64 = sqrt + x;
pub fn g(x: f64) -> f64 = f64 * x;
