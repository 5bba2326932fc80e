# run: gammas([1.0, 2.0, 5.0, 23.0, 171.0, 172.0, inf]) == [1.0, 1.0, 24.0, 1.1240007277776077e21, 7.257415615307999e306, inf, inf]
# run: gammas([0.0, -0.0, -1.0, -200.0, -inf, nan, -200.5]) == [inf, -inf, nan, nan, nan, nan, -0.0]
# run: gammas([0.5, 1.5, -0.5, -1.5, 1e-300]) ~= [1.772453850905516, 0.886226925452758, -3.5449077018110322, 2.3632718012073544, 1e300] within 3e-16
# run: logs([1.0, 2.0, inf, -inf, 0.0, -3.0, nan]) == [0.0, 0.0, inf, inf, inf, inf, nan]
# run: logs([3.0, 0.5, 100.0, 1e300, -0.5]) ~= [0.6931471805599453, 0.5723649429247001, 359.1342053695754, 6.897755278982137e302, 1.2655121234846454] within 3e-16
# run: singles([0.5, 5.0, 35.5, -1.5]) ~= ([1.7724539, 24.0, inf, 2.3632718], [0.5723649, 3.1780538, 90.35493, 0.8600471]) within 1e-7
# run: inverse([0.5, -2.0, inf]) ~= ([0.48121182505960347, -1.4436354751788103, inf], [nan, nan, inf], [0.5493061443340548, nan, nan]) within 3e-16
# run: turns([0.5, -1.0, 2.25, 1e300]) ~= ([1.0, -0.0, 0.7071067811865476, 0.0], [0.0, -1.0, 0.7071067811865476, 1.0]) within 3e-16

#! The gamma function, inverse hyperbolic functions, multiples of pi.

pub fn gammas(x: f64) -> f64 = gamma(x);
pub fn logs(x: f64) -> f64 = lgamma(x);
pub fn singles(x: f32) -> (f32, f32) = (gamma(x), lgamma(x));
pub fn inverse(x: f64) -> (f64, f64, f64) = (asinh(x), acosh(x), atanh(x));
pub fn turns(x: f64) -> (f64, f64) = (sinpi(x), cospi(x));
