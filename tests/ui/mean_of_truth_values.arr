pub fn f(x: f64[n]) -> f64 = mean(x <= 1);
