# expect: array builds 1, reduces 0; loops allocs 0, vector yes, checks 0

#! Edge modes need no checks.

pub fn smooth(x: f32[n]) -> f32[n] =
    for i in 0..n: 0.25 * x[i - 1; clamp] + 0.5 * x[i] + 0.25 * x[i + 1; clamp];
