pub fn narrow(x: f64[n]) -> f32[n] = np.float32(x);
pub fn whole(x: f64[n]) -> i64[n] = x.astype(i64);
pub fn other(x: f64[n]) -> f32[n] = x.astype(np.float32);
