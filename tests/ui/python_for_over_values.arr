pub fn squares(x: f64[n]) -> f64[n] = for v in x: v * v;
