pub fn f(x: f64[n, k], n: f64) -> f64 = n;
