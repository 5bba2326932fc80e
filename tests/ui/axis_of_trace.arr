pub fn f(a: f64[k, n, n]) -> f64[n] = trace(a, axis = 1);
