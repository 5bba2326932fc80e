# run: add([1, 2], [3, 4]) == [4, 6]
# fails: add([1, 2], [3]) status Shape
# run: matrix([[1, 2], [3, 4]], [[1, 1], [1, 1]]) == [[2, 3], [4, 5]]
# fails: matrix([[1, 2], [3, 4]], [[1, 1]]) status Shape

#! A type's name asserts the extents of an array at run time.

pub fn add(x: i64[n], y: i64[m]) -> i64[n] = x + i64[n](y);
pub fn matrix(x: i64[n, m], y: i64[p, q]) -> i64[n, m] = x + i64[n, m](y);
