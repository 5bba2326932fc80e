pub fn double(x: f64) -> f64 = 2.0 * x;
pub fn f(int: f64) -> f64 = int;
