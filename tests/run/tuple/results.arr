# run: both(3.0, 4.0) == (7.0, 12.0)
# run: both([3.0, 1.0], [4.0, 2.0]) == ([7.0, 3.0], [12.0, 2.0])
# run: named(7, 2) == (3, 1)
# run: mixed([1.0, 2.0]) == (3.0, [2.0, 4.0], 2)

#! Several results, with names and without.

pub fn both(a: f64, b: f64) -> (f64, f64) = (a + b, a * b);
pub fn named(a: i64, b: i64) -> (quotient: i64, remainder: i64) = (quotient = a // b, remainder = a % b);
pub fn mixed(x: f64[n]) -> (f64, f64[n], i64) = (sum(x), 2.0 * x, n);
