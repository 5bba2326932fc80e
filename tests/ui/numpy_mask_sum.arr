pub fn total(x: f64[n]) -> f64 = sum(x[x > 0.0]);
