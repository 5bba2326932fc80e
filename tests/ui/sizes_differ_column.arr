pub fn centre(x: f64[n, m]) -> f64[n, m] = x - mean(x, axis = 1);
