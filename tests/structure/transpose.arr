# expect: array builds 1, reduces 0; loops allocs 0

#! A transpose is not stored.

pub fn symmetric(x: f64[n, n]) -> f64[n, n] = 0.5 * (x + x.T);
