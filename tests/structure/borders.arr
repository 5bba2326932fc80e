# expect: array builds 1; loops loops 5, checks 0, vector yes

#! An edge at a distance that is a parameter is looked at in the borders only.

pub fn moved(x: f64[n], by: i64) -> f64[n] = for i in 0..n: x[i + by; clamp];
