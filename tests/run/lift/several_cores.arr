# run: each([[1.0, 2.0], [3.0, 4.0]], [10.0, 20.0], 1.0) == [[10.0, 12.0], [22.0, 24.0]]
# run: scales([1.0, 2.0], [3.0, 4.0]) == [[3.0, 6.0], [4.0, 8.0]]
# run: axis_zero([[1.0, 2.0], [3.0, 4.0]]) == [[1.0, 2.0], [4.0, 6.0]]

#! Lifted calls where operands have different frames.

fn affine(x: f64[n], slope: f64, k: f64) -> f64[n] = k * x + slope - 1.0 + (for i in 0..n: f64(i));
fn scale(x: f64[n], k: f64) -> f64[n] = k * x;
fn running(x: f64[n]) -> f64[n] = cumsum(x);
pub fn each(x: f64[m, n], s: f64[m], k: f64) -> f64[m, n] = affine(x, s, k);
pub fn scales(x: f64[n], k: f64[m]) -> f64[m, n] = scale(x, k);
pub fn axis_zero(x: f64[n, m]) -> f64[n, m] = running(x, axis = 0);
