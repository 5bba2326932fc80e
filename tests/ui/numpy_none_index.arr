pub fn row(x: f64[n]) -> f64[1, n] = x[None, :];
