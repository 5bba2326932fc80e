pub fn along(x: f64[n, m], k: i64) -> f64[m] = sum(x, axis = k);
