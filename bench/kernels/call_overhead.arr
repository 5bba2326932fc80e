#! The price of one call.

## `a * x + y`.
pub fn axpy(x: f32[n], y: f32[n], a: f32) -> f32[n] = a * x + y;
