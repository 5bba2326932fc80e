# run: mixed([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]) == [[3.0, 1.0, 2.0, 3.0, 1.0], [3.0, 1.0, 2.0, 3.0, 1.0], [6.0, 4.0, 5.0, 6.0, 4.0], [6.0, 4.0, 5.0, 6.0, 4.0]]
# run: framed([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]) == [[9.0, 4.0, 5.0, 6.0, 9.0], [9.0, 1.0, 2.0, 3.0, 9.0], [9.0, 4.0, 5.0, 6.0, 9.0], [9.0, 1.0, 2.0, 3.0, 9.0]]
# run: far([10, 20, 30]) == [20, 30, 10, 30, 20]
# run: of_expression([1.0, 2.0], 4.0) == [8.0, 1.0, 2.0, 8.0]
# run: bytes([1, 2, 3], [0, 4, 255]) == [1, 3, 3]

#! An edge mode for each axis, values computed for outside, indices of other types.

pub fn mixed(x: f64[n, m]) -> f64[n + 2, m + 2] = for i in 0..n + 2, j in 0..m + 2: x[i - 1, j - 1; clamp, wrap];
pub fn framed(x: f64[n, m]) -> f64[n + 2, m + 2] = for i in 0..n + 2, j in 0..m + 2: x[i - 1, j - 1; wrap, 9.0];
pub fn far(x: i64[n]) -> i64[5] = [x[-1 - 1; mirror] - 10, x[5; wrap], x[-6; wrap], x[100; clamp], x[5; mirror]];
pub fn of_expression(x: f64[n], k: f64) -> f64[n + 2] = for i in -1..n + 1: x[i; 2.0 * k];
pub fn bytes(x: i64[n], at: u8[k]) -> i64[k] = x[at; clamp];
