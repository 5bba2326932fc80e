# run: logs([0.0, -0.0, -1.0, inf, nan, 1.0]) == [-inf, -inf, nan, inf, nan, 0.0]
# run: roots([-0.0, -1.0, inf, 4.0]) == [-0.0, nan, inf, 2.0]
# run: cubes([-8.0, -0.0, inf]) == [-2.0, -0.0, inf]
# run: angles([0.0, -0.0, 0.0, -0.0], [1.0, 1.0, -1.0, -1.0]) == [0.0, -0.0, 3.141592653589793, -3.141592653589793]
# run: quotients([5.5, -5.5], [2.0, 2.0]) == [1.5, 0.5]
# run: gammas([1.0, 5.0, 0.5, inf]) ~= [1.0, 24.0, 1.7724538509055159, inf] within 1e-15
# run: lgammas([1.0, 2.0, 0.0, -1.0, inf]) == [0.0, 0.0, inf, inf, inf]
# run: errors([0.0, -0.0, inf, -inf, nan]) == [0.0, -0.0, 1.0, -1.0, nan]
# run: inverse_errors([0.0, 1.0, -1.0, 2.0]) == [0.0, inf, -inf, nan]
# run: sincs([0.0, 1.0, inf]) ~= [1.0, 0.0, nan] within 1e-16
# run: hypots([inf, 1e300, 0.0], [nan, 1e300, -0.0]) ~= [inf, 1.4142135623730952e+300, 0.0] within 1e-15
# run: nexts([1.0, 0.0, inf]) == [1.0000000000000002, 5e-324, inf]
# run: sigmoids([-1000.0, 0.0, 1000.0]) == [0.0, 0.5, 1.0]
# run: adds([-inf, 0.0, 1000.0], [-inf, 0.0, 0.0]) ~= [-inf, 0.6931471805599453, 1000.0] within 1e-15

#! Functions of the library at zeros, infinities, NaN and poles.

pub fn logs(x: f64[n]) -> f64[n] = ln(x);
pub fn roots(x: f64[n]) -> f64[n] = sqrt(x);
pub fn cubes(x: f64[n]) -> f64[n] = cbrt(x);
pub fn angles(y: f64[n], x: f64[n]) -> f64[n] = atan2(y, x);
pub fn quotients(a: f64[n], b: f64[n]) -> f64[n] = a - b * floor(a / b);
pub fn gammas(x: f64[n]) -> f64[n] = gamma(x);
pub fn lgammas(x: f64[n]) -> f64[n] = lgamma(x);
pub fn errors(x: f64[n]) -> f64[n] = erf(x);
pub fn inverse_errors(x: f64[n]) -> f64[n] = erfinv(x);
pub fn sincs(x: f64[n]) -> f64[n] = sinc(x);
pub fn hypots(x: f64[n], y: f64[n]) -> f64[n] = hypot(x, y);
pub fn nexts(x: f64[n]) -> f64[n] = nextafter(x, inf);
pub fn sigmoids(x: f64[n]) -> f64[n] = sigmoid(x);
pub fn adds(a: f64[n], b: f64[n]) -> f64[n] = logaddexp(a, b);
