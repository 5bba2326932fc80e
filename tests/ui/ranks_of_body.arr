pub fn first(x: f64[..s]) -> f64 = x[0];
pub fn named(x: f64[..s]) -> i64 = s;
pub fn lifted(x: f64[n], y: f64[m]) -> f64[n] = both(x, y);
fn both(x: f64[..s], y: f64[..s]) -> f64[..s] = x + y;
