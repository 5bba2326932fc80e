pub fn f(x: f64) -> f64 { assert x > 0.0, 'positive'; x }
pub fn g(x: f64) -> f64 { assert x > 0.0, "positive; x }
