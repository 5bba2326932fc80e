pub fn f(x: f64) -> f64 = (x, x) + 1.0;
