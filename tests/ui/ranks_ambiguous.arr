fn f(x: f64[..s], y: f64) -> f64 = sum(x) + y;
fn f(x: f64, y: f64[..s]) -> f64 = x + sum(y);
pub fn g(x: f64[n]) -> f64 = f(x, x);
