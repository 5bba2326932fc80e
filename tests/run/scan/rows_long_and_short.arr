# run: sums([[1.5, 2.0], [3.0, -4.0]]) == [[1.5, 3.5], [3.0, -1.0]]
# run: sums(empty(3, 0)) == empty(3, 0)
# run: tall([1.0, 2.0], 33) == (33.0, 66.0)
# run: tall([1.0, 2.0], 32) == (32.0, 64.0)
# run: tall([1.0, 0.5], 5000) == (5000.0, 2500.0)
# run: largest([[1, 5, 2], [7, 6, 8]]) == [[1, 5, 5], [7, 7, 8]]
# run: checked([[1.0, 2.0, 3.0]], [0, 2]) == [[1.0, 4.0]]
# fails: checked([[1.0, 2.0, 3.0]], [0, 3]) status Bounds
# run: checked(empty(0, 3), [0, 3]) == empty(0, 2)

#! Scans along the rows of a matrix, in lanes or with a lane for each row.

pub fn sums(x: f32[n, m]) -> f32[n, m] = cumsum(x, axis = 1);
pub fn tall(x: f64[n], k: i64) -> (f64, f64) {
    let y = cumsum(for i in 0..n, j in 0..k: x[i], axis = 1);
    (y[0, k - 1], y[1, k - 1])
}
pub fn largest(x: i32[n, m]) -> i32[n, m] = cummax(x, axis = 1);
pub fn checked(x: f64[n, m], k: i64[l]) -> f64[n, l] = for i: cumsum(for j: x[i, k[j]]);
