fn dot(x: f64[n], y: f64[n]) -> f64 = sum(x * y);
pub fn f(a: f64, b: f64[n]) -> f64 = dot(a, b);
pub fn g(a: f64[n]) -> f64 = dot(a, 2.0);
