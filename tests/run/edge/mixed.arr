# run: corner([[1, 2], [3, 4]]) == (4, 0, 1)
# run: computed([1.0, 2.0]) == [-10.0, 1.0, 2.0, 20.0]
# run: filled([[1, 2], [3, 4]], 7) == (8, 14)
# run: sobel_like([[1.0, 2.0], [3.0, 4.0]]) == [[1.0, 1.0], [1.0, 1.0]]

#! A mode for each axis, fills that are expressions, of the binder too.

pub fn corner(x: i64[n, m]) -> (i64, i64, i64) = (x[-1, 5; wrap, clamp], x[-1, -1; clamp, 0], x[2, 0; mirror, wrap]);
pub fn computed(x: f64[n]) -> f64[n + 2] = for i in -1..n + 1: x[i; f64(i) * 10.0];
pub fn filled(x: i64[n, m], k: i64) -> (i64, i64) = (x[5, 5; k + 1], x[1, 5; wrap, k * 2]);
pub fn sobel_like(x: f64[n, m]) -> f64[n, m] = for i, j in 0..m: x[i, j + 1; wrap, clamp] - x[i, j - 1; wrap, clamp];
