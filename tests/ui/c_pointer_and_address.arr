pub fn f(x: *f64, n: i64) -> f64 = x[0];
pub fn g(x: f64[n]) -> f64 = *x;
pub fn h(x: f64[n]) -> f64 = &x[0];
