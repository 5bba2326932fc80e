pub fn f(x: f64[n], m: i64) -> f64[n // m] = for i in 0..n // m: x[i];
