pub fn mean_of(x: f64[n]) -> f64 = sum(x) / len(x);
