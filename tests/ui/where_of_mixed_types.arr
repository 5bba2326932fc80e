pub fn f(x: f64[n], k: i64[n]) -> f64[n] = where(x > 0.0, x, k);
pub fn g(x: f64[n]) -> f64[n] = where(x, 1.0, 0.0);
