pub fn rows(x: f64[n, m]) -> f64[n] = sum(x, 1);
pub fn columns(x: f64[n, m]) -> f64[m] = sum(x, axis=2);
pub fn last(x: f64[n, m]) -> f64[n] = sum(x, axis=-3);
