fn pick(x: f32, y: f64) -> f64 = y;
fn pick<T: f32 | f64>(x: T, y: f32) -> f64 = 0.0;
fn pick<T: f32 | f64>(x: f32, y: T) -> f64 = 1.0;
pub fn f(x: f32) -> f64 = pick(x, x);
