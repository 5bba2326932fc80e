# run: binary([1.0, 8.0, 0.125, 5e-324, 0.0, -1.0]) == [0.0, 3.0, -3.0, -1074.0, -inf, nan]
# run: decimal([1.0, 1000.0, 0.5]) ~= [0.0, 3.0, -0.3010299956639812] within 1e-15
# run: small([1e-300, 1e-10, -1.0, 1.0]) ~= [1e-300, 9.9999999995e-11, -inf, 0.6931471805599453] within 1e-15
# run: growth([1e-300, 1e-10, -inf, 1.0]) ~= [1e-300, 1.00000000005e-10, -1.0, 1.718281828459045] within 1e-15
# run: doubled([3.0, -1074.0, -2000.0, 1024.0]) == [8.0, 5e-324, 0.0, inf]
# run: root([27.0, -8.0, 0.0, inf, 2.0]) ~= [3.0, -2.0, 0.0, inf, 1.2599210498948732] within 1e-15
# run: diagonal([3.0, 1e200, nan, 5e-324], [4.0, 1e200, inf, 0.0]) ~= [5.0, 1.4142135623730951e200, inf, 5e-324] within 1e-15
# run: waves([0.0, 1.0, -1.0, 1e-300, 800.0]) ~= ([0.0, 1.1752011936438014, -1.1752011936438014, 1e-300, inf], [1.0, 1.5430806348152437, 1.5430806348152437, 1.0, inf]) within 1e-15

#! Other logarithms and exponentials, roots, hyperbolic functions.

pub fn binary(x: f64) -> f64 = log2(x);

pub fn decimal(x: f64) -> f64 = log10(x);

pub fn small(x: f64) -> f64 = log1p(x);

pub fn growth(x: f64) -> f64 = expm1(x);

pub fn doubled(x: f64) -> f64 = exp2(x);

pub fn root(x: f64) -> f64 = cbrt(x);

pub fn diagonal(x: f64, y: f64) -> f64 = hypot(x, y);

pub fn waves(x: f64) -> (sine: f64, cosine: f64) = (sine = sinh(x), cosine = cosh(x));
