fn lerp(a: f64, b: f64, t: f64) -> f64 = a + t * (b - a);
pub fn f(x: f64) -> f64 = lerp(x, 1.0);
pub fn g(x: f64) -> f64 = sqrt(x, 2.0);
pub fn h(x: f64[n]) -> f64 = sum();
