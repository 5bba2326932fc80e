pub fn f(x: f64[n], y: f64[n]) -> f64[n] = for (a, b) in zip(x, y): a * b;
