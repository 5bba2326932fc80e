# run: rows([1.0, 2.0, 3.0, 4.0], [0, 1, 1, 4]) == [1.0, 0.0, 9.0]
# fails: rows([1.0, 2.0, 3.0, 4.0], [0, 1, 1, 5]) status Bounds
# run: rows([1.0, 2.0], [0, 2, 1]) == [3.0, 0.0]
# run: biggest([5, 1, 7, 2], [0, 2, 4]) == [5, 7]
# fails: biggest([5, 1, 7, 2], [0, 0, 4]) status Shape

#! Ranges that are read from an array.

pub fn rows(val: f64[nnz], ptr: i64[p]) -> f64[p - 1] =
    for r in 0..p - 1: sum(for k in ptr[r]..ptr[r + 1]: val[k]);
pub fn biggest(val: i64[nnz], ptr: i64[p]) -> i64[p - 1] =
    for r in 0..p - 1: max(for k in ptr[r]..ptr[r + 1]: val[k]);
