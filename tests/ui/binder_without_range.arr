pub fn f(x: f64[n]) -> f64[n] = for i: 2.0;
pub fn g(x: f64[n]) -> f64[n] = for i: x[i + 1];
