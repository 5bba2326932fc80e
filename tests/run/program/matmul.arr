# run: matmul_f64([[1.0, 2.0], [3.0, 4.0]], [[5.0], [6.0]]) == [[17.0], [39.0]]
# run: matmul_f32([[1.0, 2.0]], [[0.5], [0.25]]) == [[1.0]]
# run: matmul_f64(empty(2, 0), empty(0, 3)) == [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
# fails: matmul_f64([[1.0, 2.0]], [[1.0]]) status Shape

#! The matrix product.

pub fn matmul<T: f32 | f64>(a: T[m, k], b: T[k, n]) -> T[m, n] = for i, j: sum(for l: a[i, l] * b[l, j]);
