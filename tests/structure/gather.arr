# expect: array builds 1; loops allocs 0

#! A gather is not stored before it is used.

pub fn weighted(x: f64[n], w: f64[m], idx: i32[m]) -> f64[m] = w * x[idx];
