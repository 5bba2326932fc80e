pub fn total(x: f64[n]) -> f64 = np.sum(x);
pub fn angle(x: f64[n]) -> f64[n] = x * np.pi;
pub fn norm(x: f64[n]) -> f64 = np.linalg.norm(x);
