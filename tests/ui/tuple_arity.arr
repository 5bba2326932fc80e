fn pair(x: f64) -> (f64, f64) = (x, 2.0 * x);
pub fn f(x: f64) -> f64 { let (a, b, c) = pair(x); a }
pub fn g(x: f64) -> f64 = pair(x);
pub fn h(x: f64) -> (f64, f64) = (x, x, x);
