pub fn h(n: i64, m: f64[n]) -> f64[n] { let n = 3; f64[n](1) }
