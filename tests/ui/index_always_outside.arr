pub fn f(x: f64[n]) -> f64 = x[n];
pub fn g(x: f64[3]) -> f64 = x[3];
pub fn h(x: f64[3]) -> f64 = x[-4];
