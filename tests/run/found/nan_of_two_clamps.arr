# run: lower([nan, 1.0, 7.0, 3.0, -inf]) == [3.0, 1.0, 3.0, 3.0, -inf]
# run: upper([nan, 1.0, 7.0, 3.0, inf]) == [3.0, 3.0, 7.0, 3.0, inf]
# run: chosen([nan, 1.0, 7.0, 4.0]) == [5.0, 1.0, 3.0, 3.0]
# run: first([nan]) == 3.0
# run: first([2.0]) == 2.0

#! A minimum hands NaN on, a choice by a comparison with NaN takes its other arm: two in a row are not one.

pub fn lower(x: f64[n]) -> f64[n] = where(min(3.0, x) < 3.0, min(3.0, x), 3.0);
pub fn upper(x: f64[n]) -> f64[n] = where(max(x, 3.0) > 3.0, max(x, 3.0), 3.0);
pub fn chosen(x: f64[n]) -> f64[n] { let y = where(x > 3.0, 3.0, x); where(y < 5.0, y, 5.0) }
pub fn first(x: f64[n]) -> f64 = where(min(3.0, x[0; clamp]) < 3.0, min(3.0, x[0; clamp]), 3.0);
