pub fn entropy(p: f64[n]) -> f64 = -sum(p * log(p));
