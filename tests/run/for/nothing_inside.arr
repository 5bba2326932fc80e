# run: scaled([[1.0, 2.0]], [4.0, 1.0]) == [[-3.0, -2.0]]
# run: scaled(empty(2, 0), empty(0)) == empty(2, 0)

#! What does not exist is not asked for where there is nothing to compute.

pub fn scaled(x: f64[n, m], y: f64[m]) -> f64[n, m] = for i in 0..n, j in 0..m: x[i, j] - max(y);
