# run: rounded([1.0, 2.0], 4.0) == [0.25, 0.5]
# run: powers(2.0) == (8.0, 0.25, 1024.0)
# run: third([3.0]) == [1.0]
# run: normal([3.0, 4.0]) ~= [0.6, 0.8] within 1e-15
# run: polynomial(2.0) == 49.0

#! `@fast` beside other attributes, and names for exports.

@fast
pub fn rounded(x: f64[n], d: f64) -> f64[n] = x / d;
@fast
pub fn powers(x: f64) -> (f64, f64, f64) = (x ** 3, x ** -2, x ** 10);
@fast
@require(lanes)
pub fn third(x: f64[n]) -> f64[n] = x / 3.0;
@fast
pub fn normal(x: f64[n]) -> f64[n] = x / norm(x);
@require(no_alloc, no_checks)
pub fn polynomial(x: f64) -> f64 = 3.0 * x**4 - x**2 + 5.0;
