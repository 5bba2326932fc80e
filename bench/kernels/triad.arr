#! Streaming multiply and add.

## `b + s * c`.
fn triad<T: f32 | f64>(b: T[n], c: T[n], s: T) -> T[n] = b + s * c;

## `b + s * c` in single precision.
pub fn triad_f32(b: f32[n], c: f32[n], s: f32) -> f32[n] = triad(b, c, s);

## `b + s * c` in double precision.
pub fn triad_f64(b: f64[n], c: f64[n], s: f64) -> f64[n] = triad(b, c, s);
