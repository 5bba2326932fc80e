extern fn gamma(x: f64) -> f64;
pub fn f(x: f64) -> f64 = gamma(x);
