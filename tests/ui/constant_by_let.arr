let K = 3.0;
pub fn f(x: f64) -> f64 = K * x;
