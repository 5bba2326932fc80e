pub fn f(a0: f64[n, m], b: f64[n, m]) -> f64[n, m] { var a = a0; a @= b; a }
