pub fn scale(x: f64[n], k: i64) -> f64[n] = x * k;
pub fn average(x: i64[n]) -> f64 = sum(x) / n;
pub fn halved(i: i64) -> f64 = 0.5 * i;
