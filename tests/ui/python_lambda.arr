pub fn total(x: f64[n]) -> f64 = reduce(lambda a, b: a + b, 0.0, x);
