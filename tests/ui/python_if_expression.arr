pub fn relu(x: f64) -> f64 = x if x > 0.0 else 0.0;
