# run: angle([0.0, 1.0, -1.0, inf, nan]) ~= [0.0, 0.7853981633974483, -0.7853981633974483, 1.5707963267948966, nan] within 1e-15
# run: direction([1.0, -1.0, 0.0, 3.0], [1.0, -1.0, -1.0, 0.0]) ~= [0.7853981633974483, -2.356194490192345, 3.141592653589793, 1.5707963267948966] within 1e-15
# run: direction([0.0, -0.0, inf, -inf], [0.0, 1.0, inf, -inf]) ~= [0.0, -0.0, 0.7853981633974483, -2.356194490192345] within 1e-15
# run: sides([0.5, -1.0, 1.0, 2.0]) ~= ([0.5235987755982989, -1.5707963267948966, 1.5707963267948966, nan], [1.0471975511965979, 3.141592653589793, 0.0, nan]) within 1e-15
# run: slope([0.0, 1.0, 2.0, 1e22]) ~= [0.0, 1.557407724654902, -2.185039863261519, -1.6287782256068988] within 1e-15

#! Inverse trigonometric functions and the tangent.

pub fn angle(x: f64) -> f64 = atan(x);

pub fn direction(y: f64, x: f64) -> f64 = atan2(y, x);

pub fn sides(x: f64) -> (arc_sine: f64, arc_cosine: f64) = (arc_sine = asin(x), arc_cosine = acos(x));

pub fn slope(x: f64) -> f64 = tan(x);
