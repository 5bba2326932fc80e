pub fn gaps(x: f64[n]) -> bool[n] = is_missing(x);
