pub fn f(a: f64[n, n]) -> f64[n, n] = inv(a);
pub fn g(a: f64[n, m]) -> f64[m] = svd(a);
