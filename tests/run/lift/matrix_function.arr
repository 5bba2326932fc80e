# run: batch([[[1, 2], [3, 4]], [[0, 1], [1, 0]]], [[1, 1], [1, 0]]) == [[[3, 1], [7, 3]], [[1, 0], [1, 1]]]

#! A function of matrices on a stack of them.

fn times(a: i64[m, k], b: i64[k, n]) -> i64[m, n] = for i, j: sum(for l: a[i, l] * b[l, j]);
pub fn batch(a: i64[s, m, k], b: i64[k, n]) -> i64[s, m, n] = times(a, b);
