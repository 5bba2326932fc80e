pub fn g(x: f64) = x;
