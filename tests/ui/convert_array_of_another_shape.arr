pub fn f(x: f64[n, m]) -> f64[n] = f64[n](x);
