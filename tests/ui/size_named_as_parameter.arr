pub fn f(n: f64, x: f64[n]) -> f64 = sum(x) / n;
