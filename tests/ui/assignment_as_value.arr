# `+=` has no value.

pub fn next(x: f64[n]) -> f64[n] = x += 1;
