pub fn f(x: f64[n]) -> f64[n] = clamp(x, 0.0, None);
