#! Matrix product.

fn product<T: f32 | f64>(a: T[m, k], b: T[k, n]) -> T[m, n] = for i, j: sum(for l: a[i, l] * b[l, j]);

## Product in single precision.
pub fn matmul_f32(A: f32[m, k], B: f32[k, n]) -> f32[m, n] = product(A, B);

## Product in double precision.
pub fn matmul_f64(A: f64[m, k], B: f64[k, n]) -> f64[m, n] = product(A, B);
