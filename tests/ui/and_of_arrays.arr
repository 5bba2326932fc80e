pub fn inside(x: f64[n]) -> i64 = count(x > 0.0 & x < 1.0);
