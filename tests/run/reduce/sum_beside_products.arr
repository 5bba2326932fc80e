# run: both([1.0, 2.0], [3.0, 4.0]) == (11.0, 3.0)

#! A sum and a sum of products over the same elements.

pub fn both(x: f64[n], y: f64[n]) -> (f64, f64) = (sum(x * y), sum(x));
