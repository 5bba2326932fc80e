# run: e_to([0.0, 1.0, -1.0, 0.5, 700.0]) ~= [1.0, 2.718281828459045, 0.36787944117144233, 1.6487212707001282, 1.0142320547350045e304] within 1e-15
# run: e_to([inf, -inf, nan, 1000.0, -1000.0]) == [inf, 0.0, nan, inf, 0.0]
# run: log_of([1.0, 2.718281828459045, 10.0, 0.5]) ~= [0.0, 1.0, 2.302585092994046, -0.6931471805599453] within 1e-15
# run: log_of([0.0, -1.0, inf, nan]) == [-inf, nan, inf, nan]
# run: single([0.0, 1.0, -1.0]) ~= [1.0, 2.7182817, 0.36787945] within 2e-7

#! The exponential function and the natural logarithm.

pub fn e_to(x: f64) -> f64 = exp(x);
pub fn log_of(x: f64) -> f64 = ln(x);
pub fn single(x: f32) -> f32 = exp(x);
