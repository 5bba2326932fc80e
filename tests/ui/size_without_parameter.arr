pub fn f(x: f64) -> f64[n] = for i in 0..n: x;
