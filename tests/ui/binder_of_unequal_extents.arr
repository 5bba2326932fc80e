pub fn f(x: f64[n], y: f64[m]) -> f64[n] = for i: x[i] * y[i];
