pub fn both(a: f64[n], b: f64[m]) -> f64[n + m] = concatenate((a, b));
