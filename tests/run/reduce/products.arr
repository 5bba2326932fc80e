# run: dot([1.0, 1.0000000009313226], [-1.0, 0.9999999990686774]) == -8.673617379884035e-19
# run: dot(empty(0), empty(0)) == 0.0
# run: dot_for([1.0, 1.0000000009313226], [-1.0, 0.9999999990686774]) == -8.673617379884035e-19
# run: squares([1.0000000009313226]) == 1.0000000018626451
# run: not_fused([1.0, 1.0000000009313226], [-1.0, 0.9999999990686774]) == 0.0
# run: rows([[1.0, 1.0000000009313226]], [-1.0, 0.9999999990686774]) == [-8.673617379884035e-19]

#! A product as the leaf of a sum is fused with the chain of additions; not through a `let`.

pub fn dot(x: f64[n], y: f64[n]) -> f64 = sum(x * y);
pub fn dot_for(x: f64[n], y: f64[n]) -> f64 = sum(for i: x[i] * y[i]);
pub fn squares(x: f64[n]) -> f64 = sum(x**2);
pub fn not_fused(x: f64[n], y: f64[n]) -> f64 { let p = x * y; sum(p) }
pub fn rows(x: f64[n, m], y: f64[m]) -> f64[n] = sum(x * y, axis = 1);
