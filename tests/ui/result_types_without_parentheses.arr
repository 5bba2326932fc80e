pub fn f(x: f64[n]) -> f64, f64 = (x[0], x[1]);
