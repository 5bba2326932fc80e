fn sum(x: f64[n]) -> f64 = x[0];
pub fn f(x: f64[n, m]) -> f64[m] = sum(x, keep = true);
