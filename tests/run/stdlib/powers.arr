# run: raised([2.0, 9.0, 10.0, 0.0, 2.0], [10.0, 0.5, -2.0, 0.0, 0.5]) ~= [1024.0, 3.0, 0.01, 1.0, 1.4142135623730951] within 1e-15
# run: raised([-2.0, -2.0, nan, 1.0], [3.0, 0.5, 0.0, nan]) ~= [-8.0, nan, 1.0, 1.0] within 1e-15
# run: cube(3.0) ~= 27.0 within 1e-15
# run: cubes([1.0, 2.0]) ~= [1.0, 8.0] within 1e-15

#! Powers.

pub fn raised(x: f64, y: f64) -> f64 = x**y;
pub fn cube(x: f64) -> f64 = x**3.0;
pub fn cubes(x: f64[n]) -> f64[n] = x**3.0;
