# run: positive([1.0, -2.0, 3.0]) == 4.0
# run: positive([-2.0]) == 0.0
# run: positive(empty(0)) == 0.0
# run: positive([nan, 1.0]) == 1.0
# run: moments([1.0, -2.0, 3.0]) == (2.0, 1.0, 1.0, 5.0)
# run: extremes([5, -1, 7, 2]) == (2, 7)
# fails: extremes([-5]) status Shape
# fails: extremes(empty(0)) status Shape
# run: extremes_f([nan, 1.0, -inf], [false, true, true]) == (-inf, 1.0)
# run: extremes_f([nan, 1.0, -inf], [true, true, false]) == (nan, nan)
# run: logical([1, 2, 3, 4]) == (true, false, 2)
# run: quotients([5, 0, 10]) == 30
# run: products([2, 0, 5]) == 10
# run: of_rows([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [true, false, true]) == [6.0, 8.0]
# run: of_rows_all([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [true, false, true]) == 14.0
# run: of_plane([[1.0, -2.0], [-3.0, 4.0]]) == 5.0
# run: columns([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [true, false, true]) == [4.0, 10.0]
# run: same_elements([1.0, 2.0, 3.0], [1.0, -1.0, 5.0]) == 16.0
# run: each([[1.0, -1.0], [2.0, 3.0]]) == [1.0, 5.0]
# run: rows([[1.0, -1.0], [2.0, 3.0]]) == [1.0, 5.0]
# run: longest([3, -1, 4]) == 4

#! Reductions of what a mask chooses, also through elementwise operations and `let`s.

pub fn positive(x: f64[n]) -> f64 = sum(x[x > 0.0]);
pub fn moments(x: f64[n]) -> (f64, f64, f64, f64) {
    let m = x > 0.0;
    let y = x[m];
    (mean(y), std(y), sum((y - mean(y))**2) / f64(count(m)), sum(y * y) / f64(count(m)))
}
pub fn extremes(x: i64[n]) -> (i64, i64) = (min(x[x > 0]), max(x[x > 0]));
pub fn extremes_f(x: f64[n], m: bool[n]) -> (f64, f64) = (min(x[m]), max(x[m]));
pub fn logical(x: i64[n]) -> (bool, bool, i64) {
    let y = x[x % 2 == 0];
    (any(y > 3), all(y > 3), count(y < 5))
}
## The division by 0 is not chosen.
pub fn quotients(x: i64[n]) -> i64 = sum(100 // x[x != 0]);
pub fn products(x: i64[n]) -> i64 = prod(x[x != 0]);
pub fn of_rows(x: f64[n, k], m: bool[n]) -> f64[k] = sum(x[m], axis = 0);
pub fn of_rows_all(x: f64[n, k], m: bool[n]) -> f64 = sum(x[m]);
pub fn of_plane(x: f64[n, k]) -> f64 = sum(x[x > 0.0]);
pub fn columns(x: f64[n, k], m: bool[k]) -> f64[n] = sum(x[:, m], axis = 1);
pub fn same_elements(x: f64[n], y: f64[n]) -> f64 = sum(x[y > 0.0] * y[y > 0.0]);
fn above(x: f64[n]) -> f64 = sum(x[x > 0.0]);
pub fn each(x: f64[n, k]) -> f64[n] = above(x);
pub fn rows(x: f64[n, k]) -> f64[n] = for i: { let r = x[i]; sum(r[r > 0.0]) };
pub fn longest(x: i64[n]) -> i64 = reduce(|a, b| if a < b { b } else { a }, 0, x[x > -10]);
