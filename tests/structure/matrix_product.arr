# expect: array builds 1, reduces 1; loops allocs 1, vector yes, checks 0

#! The inner sum of a product stays a reduction, without checks.

pub fn product(a: f64[m, k], b: f64[k, n]) -> f64[m, n] = for i, j: sum(for l: a[i, l] * b[l, j]);
