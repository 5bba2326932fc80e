fn apply(f: fn(f64) -> f64, x: f64) -> f64 = f(x);
pub fn g(x: f64) -> f64 = apply(|y| y + 1.0, x);
