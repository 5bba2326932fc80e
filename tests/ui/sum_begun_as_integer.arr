pub fn h(x: f64[n]) -> f64 { var s = 0; loop i in 0..n { s += x[i]; } s }
