pub fn f(x: f64[n]) -> f64 = fold(|acc, v, w| acc + v, 0.0, x);
