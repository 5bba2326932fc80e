#! Full reductions.

## The sum.
pub fn sum_f32(x: f32[n]) -> f32 = sum(x);

## The sum.
pub fn sum_f64(x: f64[n]) -> f64 = sum(x);

## The smallest index of the largest element.
pub fn argmax_f32(x: f32[n]) -> i64 = argmax(x);

## The smallest index of the largest element.
pub fn argmax_f64(x: f64[n]) -> i64 = argmax(x);
