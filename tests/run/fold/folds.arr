# run: total([[1.0, 2.0], [3.0, 4.0]]) == 3.25
# run: rows([[1.0, 2.0], [3.0, 4.0]]) == [2.5, 5.5]
# run: columns([[1.0, 2.0], [3.0, 4.0]]) == [3.5, 5.0]
# run: added([[1, 2], [3, 4], [5, 6]]) == [9, 12]
# run: along([[1, 2], [3, 4], [5, 6]]) == [3, 7, 11]
# run: both([1.0, 2.0, 4.0]) == (7.0, 8.0)
# run: counted([1.5, -2.0, 3.0]) == (4.5, 2)
# run: by_row([[1, 5, 2], [7, 3, 4]]) == ([8, 14], [1, 0])
# run: pairs([1, 2, 3], [10, 20, 30]) == 140
# run: of_for(4) == 6
# run: nothing(empty(0)) == 7.0
# run: by_name([3.0, 1.0]) == 3.0
# run: product([[1, 1], [1, 0]], 5) == [[8, 5], [5, 3]]

#! `fold` goes over its elements in order: all of them, or along an axis, with any state.

pub fn total(x: f64[n, m]) -> f64 = fold(|s, v| 0.5 * s + v, 0.0, x) - 3.0 + 1.0 / 8.0;
pub fn rows(x: f64[n, m]) -> f64[n] = fold(|s, v| 0.5 * s + v, 0.0, x, axis = 1);
pub fn columns(x: f64[n, m]) -> f64[m] = fold(|s, v| 0.5 * s + v, 0.0, x, axis = 0);
pub fn added(x: i64[n, m]) -> i64[m] = fold(|s, row| s + row, i64[m](0), x);
pub fn along(x: i64[n, m]) -> i64[n] = fold(|s, column| s + column, i64[n](0), x, axis = 1);
pub fn both(x: f64[n]) -> (f64, f64) {
    let s = fold(|s, v| (sum = s.sum + v, prod = s.prod * v), (sum = 0.0, prod = 1.0), x);
    (s.sum, s.prod)
}
pub fn counted(x: f64[n]) -> (f64, i64) =
    fold(|s, v| { let (a, k) = s; if v > 0.0 { (a + v, k + 1) } else { (a, k) } }, (0.0, 0), x);
pub fn by_row(x: i64[n, m]) -> (i64[n], i64[n]) {
    let s = fold(
        |s, v| (sum = s.sum + v.x, at = if v.x > s.most { v.j } else { s.at }, most = max(s.most, v.x)),
        (sum = 0, at = -1, most = -1000), for i, j: (x = x[i, j], j = j), axis = 1
    );
    (s.sum, s.at)
}
pub fn pairs(x: i64[n], y: i64[n]) -> i64 = fold(|s, v| s + v.a * v.b, 0, (a = x, b = y));
pub fn of_for(n: i64) -> i64 = fold(|s, i| s + i, 0, for i in 0..n: i);
pub fn nothing(x: f64[n]) -> f64 = fold(|s, v| s + v, 7.0, x);
fn larger(a: f64, b: f64) -> f64 = if a < b { b } else { a };
pub fn by_name(x: f64[n]) -> f64 = fold(larger, 0.0, x);
pub fn product(a: i64[2, 2], n: i64) -> i64[2, 2] =
    fold(|s, i| s @ a, [[1, 0], [0, 1]], for i in 0..n: i);
