pub fn f(x: f64, y: f64) -> f64 = f64(x, y);
pub fn g() -> f64 = f64();
