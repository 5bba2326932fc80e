# run: sums([1, 2, 3], 10) == ([11, 13, 16], 16)
# run: sums(empty(0), 10) == (empty(0), 10)
# run: maxima([3.0, 1.0, nan, 5.0]) == [3.0, 3.0, nan, nan]
# run: before([3, 1, 4, 1]) == [0, 3, 4, 8]
# run: gaps([3.0, 5.0, 4.0]) == [-inf, -2.0, 1.0]
# run: both([2, 3, 4]) == [3, 8, 27]
# run: counted([1.0, 5.0, 6.0, 1.0]) == [0, 1, 2, 2]
# run: shifted([1, 2, 3]) == [7, 1, 3, 6]
# run: seen([false, true, false]) == [false, true, true]
# run: many(20000) == (199990000, 2000290670000, 19999)

#! Loops that set an array to what they carry so far.

pub fn sums(x: i64[n], a: i64) -> (i64[n], i64) {
    var y = i64[n](0);
    var s = a;
    loop i in 0..n { s += x[i]; y[i] = s; }
    (y, s)
}
pub fn maxima(x: f64[n]) -> f64[n] {
    var y = f64[n](0);
    var m = -inf;
    loop i in 0..n { m = max(m, x[i]); y[i] = m; }
    y
}
## What stood before each element.
pub fn before(x: i64[n]) -> i64[n] {
    var y = i64[n](0);
    var s = 0;
    loop i in 0..n { y[i] = s; s += x[i]; }
    y
}
pub fn gaps(x: f64[n]) -> f64[n] {
    var y = f64[n](0);
    var m = inf;
    loop i in 0..n { y[i] = if m == inf { -inf } else { m - x[i] }; if x[i] > m or m == inf { m = x[i]; } }
    y
}
pub fn both(x: i64[n]) -> i64[n] {
    var y = i64[n](0);
    var (s, p) = (1, 1);
    loop i in 0..n { s += 1; p *= x[i]; y[i] = p + s - 1; }
    y
}
pub fn counted(x: f64[n]) -> i64[n] {
    var y = i64[n](0);
    var c = 0;
    loop i in 0..n { if x[i] > 3.0 { c += 1; } y[i] = c; }
    y
}
pub fn shifted(x: i64[n]) -> i64[n + 1] {
    var y = i64[n + 1](7);
    var s = 0;
    loop i in 0..n { s += x[i]; y[i + 1] = s; }
    y
}
pub fn seen(x: bool[n]) -> bool[n] {
    var y = bool[n](false);
    var f = false;
    loop i in 0..n { f = f or x[i]; y[i] = f; }
    y
}
pub fn many(n: i64) -> (i64, i64, i64) {
    var y = i64[n](0);
    var (s, m) = (0, 0);
    loop i in 0..n { let v = (i * 7919) % n; s += v; m = max(m, v); y[i] = s; }
    (y[-1], sum(y) % 10000000000000, m)
}
