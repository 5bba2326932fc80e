fn pair(x: f64) -> (f64, f64) = (x, 2.0 * x);
pub fn g(x: f64) -> f64 = pair(x).0;
