pub fn product(a: f64[n, m], b: f64[n, m]) -> f64[n, n] = a @ b;
pub fn vector(a: f64[n, m], x: f64[n]) -> f64[n] = a @ x;
