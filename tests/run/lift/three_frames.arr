# run: boxes([[0.0], [1.0]], [2.0, 3.0]) == [[4.0, 6.0], [5.0, 7.0]]
# run: planes(iota(2, 1, 2), iota(3, 1)) == [[[0.0, 1.0], [1.0, 2.0], [2.0, 3.0]], [[2.0, 3.0], [3.0, 4.0], [4.0, 5.0]]]

#! Extents that are 1 in the program stretch, in several places of one call.

fn f(a: f64, b: f64) -> f64 = a + 2.0 * b;
pub fn boxes(a: f64[n, 1], b: f64[m]) -> f64[n, m] = f(a, b);
fn plus(a: f64, b: f64) -> f64 = a + b;
pub fn planes(a: f64[p, 1, m], b: f64[n, 1]) -> f64[p, n, m] = plus(a, b);
