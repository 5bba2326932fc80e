pub fn f(x: f64[n], a: f64) -> f64 = sum(x[a:]);
pub fn g(x: f64[3]) -> f64 = sum(x[1:5]);
