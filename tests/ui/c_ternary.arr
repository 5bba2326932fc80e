pub fn relu(x: f64) -> f64 = x > 0.0 ? x : 0.0;
