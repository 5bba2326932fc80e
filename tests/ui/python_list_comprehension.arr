pub fn squares(x: f64[n]) -> f64[n] = [v * v for v in x];
