pub fn positive(x: f64[n]) -> f64[n] = x[x > 0.0];
