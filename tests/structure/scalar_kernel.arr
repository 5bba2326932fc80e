# expect: array builds 1, reduces 0; loops allocs 0, vector yes, checks 0

#! A function of scalars is one loop over its frame.

pub fn blend(a: f64, b: f64, t: f64) -> f64 = if t < 0.0 { a } else if t > 1.0 { b } else { a + t * (b - a) };
