# run: sums([1.0, 2.0]) == 8300.0
# run: halves([1.0]) == 0.375
# run: few([1.0, 0.0]) == 5.4375

#! Scans of several chunks, with an operator whose order shows.

pub fn sums(x: f64[n]) -> f64
where n >= 1 = cumsum(f64[8300](x[0]))[-1];
pub fn halves(x: f64[n]) -> f64
where n >= 1 = scan(|a, b| 0.5 * b + a, 0.0, f64[8300](x[0]))[1];
pub fn few(x: f64[n]) -> f64
where n >= 1 = scan(|a, b| 0.5 * b + a, 0.0, for i in 0..100: x[i % n])[-1];
