# run: eliminated([[2.0, 1.0], [4.0, 5.0]]) == [[2.0, 1.0], [0.0, 3.0]]
# run: added(iota(3, 2)) == [[0, 1], [2, 4], [6, 9]]
# run: swapped(iota(3, 2), [2, 0, 1]) == [[4, 5], [0, 1], [2, 3]]
# run: scattered_rows([[1, 2], [3, 4], [5, 6]], [1, 1, 0]) == [[5, 6], [4, 6]]
# run: columns(iota(2, 3)) == [[0, 10, 2], [3, 13, 5]]
# run: triangle(3) == [[1, 0, 0], [1, 1, 0], [1, 2, 1]]
# run: diagonals([[1, 2], [3, 4]]) == [[0, 2], [3, 0]]
# run: blocks(iota(4, 4)) == [[0, 4, 2, 6], [1, 5, 3, 7], [8, 12, 10, 14], [9, 13, 11, 15]]

#! Rows, columns, blocks of a matrix, set one after another.

pub fn eliminated(a0: f64[n, n]) -> f64[n, n] {
    var a = a0;
    loop k in 0..n { loop i in k + 1..n { a[i] -= a[i, k] / a[k, k] * a[k]; } }
    a
}
pub fn added(x: i64[n, m]) -> i64[n, m] { var y = x; loop i in 1..n { y[i] += y[i - 1]; } y }
pub fn swapped(x: i64[n, m], p: i64[n]) -> i64[n, m] { var y = x; loop i in 0..n { y[i] = x[p[i]]; } y }
pub fn scattered_rows(x: i64[n, m], at: i64[n]) -> i64[2, m] { var y = i64[2, m](0); y[at] += x; y }
pub fn columns(x: i64[n, m]) -> i64[n, m] { var y = x; y[:, 1] += 9; y[:, 1:2] = y[:, 1:2]; y }
pub fn triangle(n: i64) -> i64[n, n] {
    var t = i64[n, n](0);
    loop i in 0..n {
        t[i, 0] = 1;
        loop j in 1..i + 1 { t[i, j] = t[i - 1, j - 1] + t[i - 1, j]; }
    }
    t
}
pub fn diagonals(x: i64[n, n]) -> i64[n, n] { var y = x; loop i in 0..n { y[i, i] = 0; } y }
pub fn blocks(x: i64[4, 4]) -> i64[4, 4] {
    var y = x;
    loop i in 0..2 {
        loop j in 0..2 {
            let b = y[2 * i:2 * i + 2, 2 * j:2 * j + 2];
            y[2 * i:2 * i + 2, 2 * j:2 * j + 2] = b.T;
        }
    }
    y
}
