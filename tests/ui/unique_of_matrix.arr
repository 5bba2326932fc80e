pub fn kinds(x: f64[n, m]) -> f64 = sum(unique(x));
pub fn all(x: f64[n]) -> f64[n] = unique(x);
pub fn axes(x: f64[n, m, k]) -> f64[m, k, n] = transpose(x, 1, 2, 0);
pub fn zero(x: f64[n]) -> bool = x == 0;
