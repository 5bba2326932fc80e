pub fn add(x: f64[n, m], y: f64[m, n]) -> f64[n, m] = x + y;
