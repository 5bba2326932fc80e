fn trace(x: f64[n, n]) -> f64 = sum(for i in 0..n: x[i, i]);
pub fn f(x: f64[k, n, n]) -> f64[k] = trace(x, axis = 0);
