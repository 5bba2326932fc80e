// The square.
pub fn f(x: f64) -> f64 = x * x;
/* The cube. */
pub fn g(x: f64) -> f64 = x * x * x;
