# expect: array builds 1, reduces 0; loops allocs 0, vector yes

#! Slices are not stored.

pub fn differences(x: f64[n]) -> f64[n - 1] = x[1:] - x[:-1];
