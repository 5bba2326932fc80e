# run: mixed([1.0, 2.0, 4.0]) == 3.0

#! An operator whose order shows, over many elements.

pub fn mixed(x: f64[n]) -> f64 = reduce(|a, b| 0.5 * a + b, 0.0, x);
pub fn many(x: f64[n]) -> f64
where n >= 1 = reduce(|a, b| 0.5 * a + b, 0.5, for i in 0..70_000: x[i % n]);
pub fn more(x: f64[n]) -> f64
where n >= 1 = sum(for i in 0..200_000: x[i % n]);
