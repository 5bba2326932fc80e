pub fn f(x: f64, y: f64) -> f64 = x @ y;
pub fn g(x: f64[n], k: f64) -> f64[n] = x @ k;
