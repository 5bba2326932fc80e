pub fn f(x: f64[n]) -> f64[n] { var y = x; y[(x > 0) && (x < 1)] = 0; y }
pub fn g(x: f64[n]) -> i64 = (x > 0).sum();
pub fn h(x: f64[n]) -> bool = x > 0;
pub fn k(x: f64[n]) -> bool = not x;
