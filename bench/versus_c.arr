#! Kernels measured against plain C by versus_c.py.

## Elementwise with a division and a root.
pub fn hypotenuse(x: f32[n], y: f32[n]) -> f32[n] = sqrt(x * x + y * y) / (1.0 + abs(x));

## Elementwise, memory-bound.
pub fn axpy(a: f64, x: f64[n], y: f64[n]) -> f64[n] = a * x + y;

## Elementwise on bytes.
pub fn blend(x: u8[n], y: u8[n]) -> u8[n] = (x >> 1) + (y >> 1) + (x & y & 1);

## Five-point stencil, one sweep.
pub fn laplace(x: f64[n, m]) -> f64[n - 2, m - 2]
where n >= 2, m >= 2 =
    x[:-2, 1:-1] + x[2:, 1:-1] + x[1:-1, :-2] + x[1:-1, 2:] - 4 * x[1:-1, 1:-1];

## Three-point stencil with a clamped edge.
pub fn smooth(x: f32[n]) -> f32[n] = for i: 0.25 * x[i - 1; clamp] + 0.5 * x[i] + 0.25 * x[i + 1; clamp];

## Contiguous sum.
pub fn total(x: f32[n]) -> f32 = sum(x);

## Sum of products.
pub fn dot(x: f64[n], y: f64[n]) -> f64 = sum(x * y);

## Sums of columns.
pub fn columns(x: f32[n, m]) -> f32[m] = sum(x, axis = 0);

## Sums of rows.
pub fn rows(x: f32[n, m]) -> f32[n] = sum(x, axis = 1);

## Largest absolute value.
pub fn peak(x: f64[n]) -> f64 = max(abs(x));

## Prefix sums.
pub fn prefix(x: f64[n]) -> f64[n] = cumsum(x);

## Sparse times dense.
pub fn spmv(val: f64[nnz], col: i32[nnz], ptr: i32[rows + 1], x: f64[rows]) -> f64[rows] =
    for r in 0..rows: sum(for k in ptr[r]..ptr[r + 1]: val[k] * x[col[k]]);

## Matrix product.
pub fn matmul(a: f32[m, k], b: f32[k, n]) -> f32[m, n] = for i, j: sum(for l: a[i, l] * b[l, j]);
