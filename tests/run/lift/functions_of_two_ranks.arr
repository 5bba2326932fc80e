# run: apply([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]], [1.0, 2.0, 3.0]) == ([8.0, 26.0], [[0.0, 2.0, 6.0], [3.0, 8.0, 15.0]], [[6.0, 7.0, 8.0], [9.0, 10.0, 11.0]])
# run: stacks([[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]], [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]], [[0.0, 1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [8.0, 9.0, 10.0, 11.0]]) == [[[20.0, 23.0, 26.0, 29.0], [56.0, 68.0, 80.0, 92.0]], [[32.0, 38.0, 44.0, 50.0], [68.0, 83.0, 98.0, 113.0]]]
# run: outer_of_rows([[1.0, 2.0], [3.0, 4.0]]) == [[[1.0, 2.0], [2.0, 4.0]], [[9.0, 12.0], [12.0, 16.0]]]
# run: distances([[0.0, 0.0], [3.0, 4.0]], [[0.0, 0.0]]) == [[0.0], [5.0]]
# run: moved(iota(2, 3, 2)) == [[6, 9], [24, 27]]
# run: weighted([[1.0, 3.0], [2.0, 2.0]], [1.0, 3.0]) == [2.5, 2.0]
# run: scaled([[1.0, 2.0], [3.0, 6.0]]) == [[0.5, 1.0], [0.5, 1.0]]

#! Functions of vectors and matrices, called on stacks and on mixtures of ranks.

fn f(x: f64[n], y: f64[n]) -> f64 = sum(x * y);
pub fn apply(a: f64[m, n], v: f64[n]) -> (f64[m], f64[m, n], f64[m, n]) = (f(a, v), a * v, a + sum(v));
fn product(a: f64[n, k], b: f64[k, m]) -> f64[n, m] = a @ b;
pub fn stacks(a: f64[s, n, k], b: f64[k, m]) -> f64[s, n, m] = product(a, b);
fn square(x: f64[n]) -> f64[n, n] = x[:, new] * x;
pub fn outer_of_rows(x: f64[m, n]) -> f64[m, n, n] = square(x);
fn distance(p: f64[d], q: f64[d]) -> f64 = norm(p - q);
pub fn distances(p: f64[n, d], q: f64[m, d]) -> f64[n, m] = distance(p[:, new], q);
pub fn moved(x: i64[a, b, c]) -> i64[a, c] = sum(x, axis = 1);
pub fn weighted(x: f64[m, n], w: f64[n]) -> f64[m] = average(x, w);
fn scale(x: f64[n]) -> f64[n] = x / max(x);
pub fn scaled(x: f64[m, n]) -> f64[m, n] = scale(x);
