# run: stacks([[[1.0, 2.0], [3.0, 4.0]], [[0.0, 1.0], [1.0, 0.0]]], [[[1.0], [1.0]], [[2.0], [3.0]]]) == [[[3.0], [7.0]], [[3.0], [2.0]]]
# run: by_matrix([[[1, 2]], [[3, 4]]], [[1, 0, 2], [0, 1, 3]]) == [[[1, 2, 8]], [[3, 4, 18]]]
# run: of_matrix([[1.0, 2.0]], [[[1.0], [0.0]], [[0.0], [1.0]]]) == [[[1.0]], [[2.0]]]
# run: by_vector([[[1.0, 2.0]], [[3.0, 4.0]]], [10.0, 1.0]) == [[12.0], [34.0]]
# run: of_vector([1.0, 10.0], [[[1.0], [2.0]], [[3.0], [4.0]]]) == [[21.0], [43.0]]
# run: stretched([[[1.0]], [[2.0]]], [[[3.0]], [[4.0]], [[5.0]]]) == [[[[3.0]], [[4.0]], [[5.0]]], [[[6.0]], [[8.0]], [[10.0]]]]

#! The matrix product of stacks: leading dimensions align as those of any lifted function.

pub fn stacks(a: f64[s, n, k], b: f64[s, k, m]) -> f64[s, n, m] = a @ b;
pub fn by_matrix(a: i64[s, n, k], b: i64[k, m]) -> i64[s, n, m] = a @ b;
pub fn of_matrix(a: f64[n, k], b: f64[s, k, m]) -> f64[s, n, m] = a @ b;
pub fn by_vector(a: f64[s, n, k], x: f64[k]) -> f64[s, n] = a @ x;
pub fn of_vector(x: f64[k], b: f64[s, k, m]) -> f64[s, m] = x @ b;
pub fn stretched(a: f64[s, n, k], b: f64[t, k, m]) -> f64[s, t, n, m] = a[:, new] @ b;
