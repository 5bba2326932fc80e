# run: doubled([1.0, 2.0]) == [1.0, 1.0, 2.0, 2.0]
# run: every_second([1.0, 2.0, 3.0]) == [1.0]
# run: padded([1.0, 2.0]) == [1.0, 1.0, 2.0, 2.0]
# run: halves([1.0, 2.0], [10.0]) == [13.0]
# fails: halves([1.0], [10.0]) status Shape
# run: rows([0, 1, 3], [5.0, 6.0]) == [1, 2]
# run: grid(2, 3) == [[0, 1, 2], [3, 4, 5]]
# run: flat([[1, 2], [3, 4]]) == [1, 2, 3, 4, 4]
# run: cut([1.0, 2.0, 3.0], 3) == [1.0, 2.0, 3.0]
# fails: cut([1.0, 2.0, 3.0], 2) status Shape

#! Sizes in signatures: products, quotients, sums, in results and in parameters; an `i64` parameter as one.

pub fn doubled(x: f64[n]) -> f64[2 * n] = for i in 0..2 * n: x[i // 2];
pub fn every_second(x: f64[n]) -> f64[n // 2] = for i in 0..n // 2: x[2 * i];
pub fn padded(x: f64[n]) -> f64[n + 2] = for i in -1..n + 1: x[i; clamp];
pub fn halves(x: f64[2 * n], y: f64[n]) -> f64[n] = x[:n] + x[n:] + y;
pub fn rows(ptr: i64[r + 1], _v: f64[r]) -> i64[r] = ptr[1:] - ptr[:-1];
pub fn grid(h: i64, w: i64) -> i64[h, w] = for i in 0..h, j in 0..w: i * w + j;
pub fn flat(x: i64[n, m]) -> i64[n * m + 1] {
    var y = i64[n * m + 1](n + m);
    y[:n * m] = flatten(x);
    y
}
pub fn cut(x: f64[n], m: i64) -> f64[m] = f64[m](x);
