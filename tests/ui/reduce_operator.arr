pub fn f(x: f64[n]) -> f64 = reduce(|a| a, 0.0, x);
pub fn g(x: f64[n]) -> f64 = reduce(|a, b| a < b, 0.0, x);
pub fn h(x: f64[n]) -> f64 = reduce(plus, 0.0, x);
