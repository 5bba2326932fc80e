fn pair(x: f64) -> (low: f64, high: f64) = (low = x, high = 2.0 * x);
pub fn f(x: f64) -> f64 = pair(x).hihg;
