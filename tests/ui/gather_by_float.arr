pub fn f(x: f64[n], i: f64[k]) -> f64[k] = x[i];
