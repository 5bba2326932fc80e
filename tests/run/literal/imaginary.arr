# run: values() == [2i, 1-1i, 0.5+0.25i]
# run: rotated([1.0, 2.0]) == [1i, 2i]
# run: single([1.0]) == [1+2i]

#! Imaginary literals in contexts of both precisions.

pub fn values() -> c128[3] = [2i, 1 - 1.0i, 0.5 + 0.25i];
pub fn rotated(x: f64[n]) -> c128[n] = x * 1i;
pub fn single(x: f32[n]) -> c64[n] = x + 2i;
