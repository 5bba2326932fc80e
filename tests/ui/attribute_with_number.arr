@parallel(4)
pub fn g(x: f64) -> f64 = x;
