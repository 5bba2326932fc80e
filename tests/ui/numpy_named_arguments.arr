pub fn kept(x: f64[n, m]) -> f64[n, 1] = sum(x, axis=1, keepdims=true);
pub fn typed(x: f32[n, m]) -> f64 = sum(x, dtype=f64);
