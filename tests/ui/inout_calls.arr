fn scale(inout x: f64[n], k: f64) { x = k * x; }
fn total(inout x: f64[n]) -> f64 { x += 1.0; sum(x) }

pub fn without(x: f64[n]) -> f64[n] { var y = x; scale(y, 2.0); y }
pub fn of_let(x: f64[n]) -> f64[n] { let y = x; scale(inout y, 2.0); y }
pub fn of_parameter(x: f64[n]) -> f64[n] { scale(inout x, 2.0); x }
pub fn twice(x: f64[n]) -> f64[n] { var y = x; scale(inout y, y[0]); y }
pub fn of_value(x: f64[n]) -> f64[n] { var y = x; scale(inout 2.0 * y, 1.0); y }
pub fn operand(x: f64[n]) -> f64 { var y = x; y[0] + total(inout y) }
pub fn too_many(x: f64[n], k: f64[m]) -> f64[n] { var y = x; scale(inout y, k); y }
pub fn wider(x: f32[n]) -> f32[n] { var y = x; scale(inout y, 2.0); y }
pub fn in_for(x: f64[n]) -> f64[n] { var y = x; for i in 0..n: total(inout y) }
pub fn not_updated(x: f64[n]) -> f64 { var y = x; norm(inout y) }
fn norm(x: f64[n]) -> f64 = sum(x);
pub fn of_library(x: f64[n]) -> f64 { var y = x; sum(inout y) }
