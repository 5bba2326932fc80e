use linalg.{cholesky, solve};
pub fn f(a: f64[n, n]) -> f64[n, n] = cholesky(a);
