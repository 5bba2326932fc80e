pub fn f(x: f64[n]) -> f64 = reduce(|a, b| a + b, x);
