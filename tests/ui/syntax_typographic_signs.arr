pub fn f(x: f64) -> f64 = x − 1.0 × 2.0;
pub fn g(x: f64) -> bool = x ≥ 0.0;
