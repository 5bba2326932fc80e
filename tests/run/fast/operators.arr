# run: shared([49.0, 98.0], 49.0) == [0.9999999999999999, 1.9999999999999998]
# run: exactly([49.0, 98.0], 49.0) == [1.0, 2.0]
# run: cube([1.1, -2.0]) ~= [1.331, -8.0] within 1e-15
# run: inverse([2.0, -4.0]) == [0.25, 0.0625]
# run: tenth(3.0) ~= 0.3 within 1e-15
# run: each([1.0, 2.0], [4.0, 8.0]) == [0.25, 0.25]
# run: whole(7, 2) == 3
# run: single([3.0, 6.0], 4.0) == [0.75, 1.5]

#! `@fast`: reciprocals and products for divisions and whole powers; integers and element by element as always.

@fast
pub fn shared(x: f64[n], d: f64) -> f64[n] = x / d;
pub fn exactly(x: f64[n], d: f64) -> f64[n] = x / d;
@fast
pub fn cube(x: f64[n]) -> f64[n] = x ** 3;
@fast
pub fn inverse(x: f64[n]) -> f64[n] = x ** -2;
@fast
pub fn tenth(x: f64) -> f64 = x / 10.0;
@fast
pub fn each(x: f64[n], y: f64[n]) -> f64[n] = x / y;
@fast
pub fn whole(a: i64, b: i64) -> i64 = a // b;
@fast
pub fn single(x: f32[n], d: f32) -> f32[n] = x / d;
