pub fn sorted(x: f64[n]) -> f64[n] = sort(x);
