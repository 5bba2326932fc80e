pub fn f(x: f64[n]) -> f64 = for i in 0..n: x[i];
pub fn g(x: f64[n, m]) -> f64[n] = x * 2.0;
pub fn h(x: f64[n]) -> f64 = x.T @ [1.0, 2.0];
