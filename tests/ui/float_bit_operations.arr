pub fn f(x: f64, y: f64) -> f64 = x & y;
pub fn g(x: f64) -> f64 = ~x;
pub fn h(x: f64) -> f64 = x << 2;
