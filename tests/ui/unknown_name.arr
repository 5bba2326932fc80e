pub fn f(length: f64) -> f64 = 2.0 * lenght;
pub fn g(x: f64[n]) -> f64 = x[i];
