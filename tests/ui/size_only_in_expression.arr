pub fn f(x: f64[2 * n]) -> f64[n] = x[::2];
