fn apply(f: fn(f64) -> f64, x: f64[n]) -> f64[n] = f(x);
fn rows(f: fn(f64[n]) -> f64, x: f64[m, n]) -> f64[m] = f(x);
fn pairs(f: fn(f64, f64) -> f64, x: f64) -> f64 = f(x, x);

pub fn exported(f: fn(f64) -> f64, x: f64) -> f64 = f(x);
pub fn value_instead(x: f64[n]) -> f64[n] = apply(x, x);
pub fn function_instead(x: f64[n]) -> f64[n] = apply(|y| y, |z| z);
pub fn arity(x: f64) -> f64 = pairs(|y| y, x);
pub fn result_type(x: f64[n]) -> f64[n] = apply(|y| y > 0.0, x);
pub fn result_shape(x: f64[m, n]) -> f64[m] = rows(|r| 2.0 * r, x);
pub fn of_body(x: f64[n]) -> f64[n] = apply(|y| y + unknown, x);
pub fn assigns(x: f64[n]) -> f64[n] { var k = 0.0; apply(|y| { k += 1.0; y + k }, x) }
pub fn wrong_type(x: f64[n]) -> f64[n] = apply(|y: f32| y, x);
fn stored(f: fn(f64) -> f64, x: f64) -> f64 { let g = f; g(x) }
pub fn uses_stored(x: f64) -> f64 = stored(|y| y, x);
fn again(f: fn(f64) -> f64, x: f64) -> f64 = again(|y| f(y), x);
pub fn circle(x: f64) -> f64 = again(|y| y, x);
fn few(f: fn(f64) -> f64, x: f64) -> f64 = f(x, x);
pub fn uses_few(x: f64) -> f64 = few(|y| y, x);
fn result(x: f64) -> fn(f64) -> f64 = x;
