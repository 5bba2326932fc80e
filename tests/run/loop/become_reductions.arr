# run: sums([1.5, -2.0, 4.0]) == (3.5, -12.0, 20.0)
# run: extremes([3, -1, 7, 7, -1]) == (7, 2, -1, 1)
# run: last_where([3, -1, 7, -2]) == 3
# run: conditions([true, true, false]) == (false, true, 2)
# run: nan_first([1.0, nan, 3.0]) == (nan, 1.0)
# run: mixed([1, 2, 3, 4]) == (10, 24, 30)
# run: over_bytes([200, 100, 250]) == (38, 550)
# run: order_matters([1.0, 1e16, -1e16, 1.0]) == 1.0
# run: product_and_stop([2, 3, 0, 5]) == (0, 2)
# run: nested_sum([[1, 2], [3, 4]]) == (10, [3, 7])

#! Loops that carry sums, extremes, positions and conditions: strictly in order, whatever they become.

pub fn sums(x: f64[n]) -> (f64, f64, f64) {
    var (s, p, q) = (0.0, 1.0, 0.0);
    loop i in 0..n { s += x[i]; p *= x[i]; q = q + x[i] * x[i]; }
    (s, p, q - 0.25 - 2.0)
}
pub fn extremes(x: i64[n]) -> (i64, i64, i64, i64)
where n >= 1 {
    var (top, at, low, low_at) = (x[0], 0, x[0], 0);
    loop i in 1..n {
        if x[i] > top { top = x[i]; at = i; }
        if x[i] < low { low = x[i]; low_at = i; }
    }
    (top, at, low, low_at)
}
pub fn last_where(x: i64[n]) -> i64 { var at = -1; loop i in 0..n { if x[i] < 0 { at = i; } } at }
pub fn conditions(x: bool[n]) -> (bool, bool, i64) {
    var (every, some, k) = (true, false, 0);
    loop i in 0..n { every = every and x[i]; some = some or x[i]; if x[i] { k += 1; } }
    (every, some, k)
}
pub fn nan_first(x: f64[n]) -> (f64, f64) {
    var a = -inf;
    var b = inf;
    loop i in 0..n { a = max(a, x[i]); if x[i] < b { b = x[i]; } }
    (a, b)
}
pub fn mixed(x: i64[n]) -> (i64, i64, i64) {
    var (a, b, c) = (0, 1, 0);
    loop i in 0..n { a += x[i]; b *= x[i]; c += x[i] * x[i]; }
    (a, b, c)
}
pub fn over_bytes(x: u8[n]) -> (u8, i64) {
    var a = u8(0);
    var b = 0;
    loop i in 0..n { a += x[i]; b += i64(x[i]); }
    (a, b)
}
pub fn order_matters(x: f64[n]) -> f64 { var s = 0.0; loop i in 0..n { s += x[i]; } s }
pub fn product_and_stop(x: i64[n]) -> (i64, i64) {
    var p = 1;
    var at = n;
    loop i in 0..n { p *= x[i]; if p == 0 { at = i; break; } }
    (p, at)
}
pub fn nested_sum(x: i64[n, m]) -> (i64, i64[n]) {
    var s = 0;
    var rows = i64[n](0);
    loop i in 0..n {
        var r = 0;
        loop j in 0..m { r += x[i, j]; }
        rows[i] = r;
        s += r;
    }
    (s, rows)
}
