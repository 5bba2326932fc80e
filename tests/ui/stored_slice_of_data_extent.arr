pub fn f(x: f64[n], p: i64[k]) -> f64[n] = x[p[0]:p[1]];
