# run: blocks([1.0, 1.0000000009313226], [-1.0, 0.9999999990686774]) == -8.673617379884035e-19
# run: inner_block([1.0, 1.0000000009313226], [-1.0, 0.9999999990686774]) == -8.673617379884035e-19
# run: nested([[1.0], [1.0000000009313226]], [[-1.0], [0.9999999990686774]]) == -8.673617379884035e-19
# run: rows([[1.0], [1.0000000009313226]], [[-1.0], [0.9999999990686774]]) == -8.673617379884035e-19
# run: scaled([1.0, 2.0], [3.0, 4.0], 0.5) == 5.5

#! Products that are leaves of a sum, seen through `for` and blocks.

pub fn blocks(x: f64[n], y: f64[n]) -> f64 = sum({ let z = x; for i: z[i] * y[i] });
pub fn inner_block(x: f64[n], y: f64[n]) -> f64 = sum(for i: { let a = x[i]; a * y[i] });
pub fn nested(x: f64[n, m], y: f64[n, m]) -> f64 = sum(for i: for j: x[i, j] * y[i, j]);
pub fn rows(x: f64[n, m], y: f64[n, m]) -> f64 = sum(for i: { let r = x[i]; r * y[i] });
pub fn scaled(x: f64[n], y: f64[n], k: f64) -> f64 = sum(k * x * y);
