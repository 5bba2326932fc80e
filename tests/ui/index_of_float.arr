pub fn f(x: f64[n], i: f64) -> f64 = x[i];
pub fn g(x: f64[n]) -> f64 = x[n / 2];
