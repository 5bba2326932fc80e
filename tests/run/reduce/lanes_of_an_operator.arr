# run: mixed([1.0, 2.0, 4.0]) == 5.25

#! An operator whose order shows, over many elements.

pub fn mixed(x: f64[n]) -> f64 = reduce(|a, b| 0.5 * a + b, 0.0, x);
pub fn many(x: f64[n]) -> f64
where n >= 1 = reduce(|a, b| 0.5 * a + b, 0.5, for i in 0..300: x[i % n]);
pub fn chains(x: f64[n]) -> f64[2]
where n >= 1 = for j in 0..2: reduce(|a, b| 0.5 * a + b, 0.5, for i in 0..1500: x[(i + j) % n]);
pub fn added(x: f32[n]) -> f32
where n >= 1 = sum(for i in 0..300: x[i % n]);
