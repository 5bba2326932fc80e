# run: products([[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]) == [[19.0, 22.0], [43.0, 50.0]]
# run: products(empty(2, 0), empty(0, 2)) == [[0.0, 0.0], [0.0, 0.0]]
# run: centred([[1.0, 3.0], [2.0, 6.0]]) == [[-1.0, 1.0], [-2.0, 2.0]]

#! Reductions inside of a `for`.

pub fn products(a: f64[m, k], b: f64[k, n]) -> f64[m, n] = for i, j: sum(for l: a[i, l] * b[l, j]);
pub fn centred(x: f64[n, m]) -> f64[n, m] = for i, j: x[i, j] - mean(x[i, :]);
