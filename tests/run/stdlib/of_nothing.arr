# run: sizes(empty(0)) == (0, 0, 0, 0)
# run: numbers(empty(0)) == (0.0, 1.0, nan, nan, nan)
# run: logic(empty(0)) == (false, true, 0)
# run: same(empty(0)) == (empty(0), empty(0), empty(0), empty(0))
# fails: first(empty(0)) status Shape
# run: joined(empty(0), [1.0]) == [1.0]
# run: padded(empty(0)) == [7.0, 7.0, 7.0]
# run: rows(empty(0, 3)) == (empty(0), [0.0, 0.0, 0.0])
# run: columns(empty(3, 0)) == ([0.0, 0.0, 0.0], empty(0))
# run: products(empty(0, 2), full(1.0, 2, 3)) == empty(0, 3)
# run: inner(empty(2, 0), empty(0, 2)) == [[0.0, 0.0], [0.0, 0.0]]

#! Arrays without elements in functions of the library.

pub fn sizes(x: f64[n]) -> (i64, i64, i64, i64) = (n, x.shape[0], count_unique(x), searchsorted(x, 1.0));
pub fn numbers(x: f64[n]) -> (f64, f64, f64, f64, f64) = (sum(x), prod(x), mean(x), median(x), quantile(x, 0.5));
pub fn logic(x: bool[n]) -> (bool, bool, i64) = (any(x), all(x), count(x));
pub fn same(x: f64[n]) -> (f64[n], f64[n], i64[n], f64[n]) = (sort(x), flip(x), argsort(x), cumsum(roll(x, 3)));
pub fn first(x: f64[n]) -> f64 = max(x);
pub fn joined(x: f64[n], y: f64[m]) -> f64[n + m] = concat(x, y);
pub fn padded(x: f64[n]) -> f64[n + 3] = pad(x, 1, 2, 7.0);
pub fn rows(x: f64[n, m]) -> (f64[n], f64[m]) = (sum(x, axis = 1), sum(x, axis = 0));
pub fn columns(x: f64[n, m]) -> (f64[n], f64[m]) = (sum(x, axis = 1), sum(x, axis = 0));
pub fn products(a: f64[n, k], b: f64[k, m]) -> f64[n, m] = a @ b;
pub fn inner(a: f64[n, k], b: f64[k, m]) -> f64[n, m] = a @ b;
