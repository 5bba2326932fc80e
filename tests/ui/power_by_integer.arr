pub fn a(x: f64[n], p: i64) -> f64[n] = x ** p;
