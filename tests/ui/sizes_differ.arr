pub fn add(x: f64[n], y: f64[m]) -> f64[n] = x + y;
