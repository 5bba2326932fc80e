pub fn count_all(x: f64[n, m]) -> i64 = x.size;
pub fn rank_of(x: f64[n, m]) -> i64 = x.ndim;
pub fn flat(x: f64[n, m]) -> f64[n * m] = x.reshape(-1);
pub fn rows(x: f64[n, m]) -> i64 = x.shape(0);
