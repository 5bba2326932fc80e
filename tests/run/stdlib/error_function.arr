# run: erf_of([0.0, 1.0, -0.5, 3.0, inf]) ~= [0.0, 0.8427007929497149, -0.5204998778130465, 0.9999779095030014, 1.0] within 1e-15
# run: complement([0.0, 1.0, 5.0, -inf]) ~= [1.0, 0.15729920705028513, 1.5374597944280347e-12, 2.0] within 1e-15

#! The error function.

pub fn erf_of(x: f64) -> f64 = erf(x);
pub fn complement(x: f64) -> f64 = erfc(x);
