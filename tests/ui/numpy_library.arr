pub fn a(x: f64[n]) -> f64 = np.random.rand(n);
pub fn b(x: f64[n]) -> f64[n] = np.clip(x, 0.0, 1.0);
pub fn c(x: f64[n]) -> f64[n - 1] = np.diff(x);
pub fn d(x: f64[n]) -> bool = np.allclose(x, 0.0);
pub fn e(x: f64[n]) -> f64[n] = np.gradient(x);
