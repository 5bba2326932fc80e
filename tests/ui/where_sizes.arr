pub fn f(x: f64[n], y: f64[m]) -> f64[n] where n > m = x;
pub fn g(x: f64[3], y: f64[4]) -> f64 where 3 == 4 = 0.0;
pub fn h(x: f64[n]) -> f64 where sum(x) > 0.0 = 0.0;
