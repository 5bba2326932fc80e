# run: blur([0.0, 0.0, 4.0, 0.0], [0.25, 0.5, 0.25]) == [0.0, 1.0, 2.0, 1.0]
# run: valid([1.0, 2.0, 3.0, 4.0], [1.0, -1.0]) == [-1.0, -1.0, -1.0]

#! Convolutions.

pub fn blur(x: f64[n], w: f64[k]) -> f64[n] = for i in 0..n: sum(for j: w[j] * x[i + j - k // 2; clamp]);
pub fn valid(x: f64[n], w: f64[k]) -> f64[n - k + 1] = for i in 0..n - k + 1: sum(for j: w[j] * x[i + j]);
