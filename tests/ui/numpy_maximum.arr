pub fn relu(x: f64[n]) -> f64[n] = np.maximum(x, 0.0);
pub fn clipped(x: f64[n]) -> f64[n] = clip(x, 0.0, 1.0);
