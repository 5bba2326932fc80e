pub fn dots(a: f64[n], b: f64[n]) -> f64 = dot(a, b);
pub fn method(a: f64[n], b: f64[n]) -> f64 = a.dot(b);
