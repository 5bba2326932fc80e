pub fn reversed_ends(x: f64[n]) -> f64[n] = x[n:0:-1];
pub fn by_zero(x: f64[n]) -> f64[n] = x[::0];
pub fn by_value(x: f64[n], k: i64) -> f64[n] = x[::k];
