pub fn f(x: f64?[n]) -> f64[n] = x ?? 0.0;
