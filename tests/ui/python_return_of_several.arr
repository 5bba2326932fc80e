pub fn f(x: f64[n]) -> (f64, f64) { return min(x), max(x); }
