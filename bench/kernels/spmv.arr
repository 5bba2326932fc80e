#! Sparse matrix times vector.

## `A x` with `A` in compressed sparse rows.
pub fn spmv(val: f64[nnz], col: i32[nnz], ptr: i32[rows + 1], x: f64[rows]) -> f64[rows] =
    for r in 0..rows: sum(for k in ptr[r]..ptr[r + 1]: val[k] * x[col[k]]);
