fn line(x: f64, slope: f64, offset: f64) -> f64 = offset + slope * x;
pub fn unknown(x: f64) -> f64 = line(x, 2.0, ofset = 1.0);
pub fn twice(x: f64) -> f64 = line(x, 1.0, x = 2.0);
pub fn missing(x: f64) -> f64 = line(x, offset = 2.0);
pub fn stacks(a: f64[s, n, k], b: f64[t, k, m]) -> f64[s, n, m] = a @ b;
pub fn inner(a: f64[s, n, k], b: f64[s, l, m]) -> f64[s, n, m] = a @ b;
