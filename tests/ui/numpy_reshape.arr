# Sizes are written, each as an argument of its own.

pub fn flat(x: f64[n, m]) -> f64[n * m] = x.reshape(-1);
pub fn fours(x: f64[n]) -> f64[n // 4, 4] = reshape(x, -1, 4);
pub fn table(x: f64[n]) -> f64[2, 3] = x.reshape((2, 3));
