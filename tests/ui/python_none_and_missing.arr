pub fn f(x: f64) -> f64 = if x is None { 0.0 } else { x };
