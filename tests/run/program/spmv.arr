# run: spmv([1.0, 2.0, 3.0], [0, 2, 1], [0, 2, 2, 3], [1.0, 10.0, 100.0]) == [201.0, 0.0, 30.0]
# fails: spmv([1.0], [3], [0, 1, 1, 1], [1.0, 2.0, 3.0]) status Bounds "3"
# fails: spmv([1.0], [0], [0, 1, 1], [1.0, 2.0, 3.0]) status Shape

#! A sparse matrix times a vector.

pub fn spmv(val: f64[nnz], col: i32[nnz], ptr: i32[rows + 1], x: f64[rows]) -> f64[rows] =
    for r in 0..rows: sum(for k in ptr[r]..ptr[r + 1]: val[k] * x[col[k]]);
