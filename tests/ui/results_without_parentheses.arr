pub fn g(x: f64[n]) -> (f64, f64) = min(x), max(x);
pub fn h(x: f64) -> f64 { if (x > 0) return 1.0; x }
