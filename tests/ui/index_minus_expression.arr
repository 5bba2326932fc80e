pub fn o(x: f64[n]) -> f64 = x[-n - 1];
pub fn p(x: f64[n, m]) -> f64[n] = x[:, -1 - m];
