pub fn f(a: f64[n, m]) -> f64[n] = norm(a, axis = 1);
