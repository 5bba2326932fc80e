pub fn f(x: f64[n, m]) -> f64[n, m] = cumsum(x);
