pub fn f(x: f64) -> i64 = x.shape[0];
pub fn g(x: f64[n]) -> i64 = x.shape[1];
