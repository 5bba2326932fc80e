fn dot(a: f64[n], b: f64[n]) -> f64 = sum(a * b);
pub fn f(x: f64[k], y: f64[m]) -> f64 = dot(x, y);
