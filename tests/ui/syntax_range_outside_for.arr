pub fn f(n: i64) -> i64[n] = 0..n;
pub fn g(x: f64[n]) -> f64[n] = x[0..n];
