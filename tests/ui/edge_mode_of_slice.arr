pub fn f(x: f64[n]) -> f64[n] = x[1:; clamp];
pub fn g(x: f64[n, m]) -> f64 = x[0, 0; clamp, wrap, clamp];
pub fn h(x: f64[n]) -> f64 = x[0; nearest];
