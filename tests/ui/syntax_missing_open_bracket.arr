pub fn f(x: f64n, m]) -> f64[n, m] = x;
