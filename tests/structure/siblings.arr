# expect: array builds 1; loops allocs 0, vector yes

#! Two results over one domain are one loop.

pub fn two(x: f64[n]) -> (f64[n], f64[n]) = (2.0 * x, sqrt(x) + 1.0);
