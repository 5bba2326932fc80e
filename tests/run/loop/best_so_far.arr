# run: largest([3.0, 9.0, 9.0, 2.0]) == (9.0, 1, 18.0)
# run: largest(empty(0)) == (-inf, -1, 0.0)
# run: largest([nan, 1.0, nan]) == (1.0, 1, 2.0)
# run: largest([nan, nan]) == (-inf, -1, 0.0)
# run: largest([-inf]) == (-inf, -1, 0.0)
# run: largest([inf, nan]) == (inf, 0, inf)
# run: smallest([200, 3, 255, 3]) == (3, 1)
# run: smallest([255]) == (255, -1)
# run: from([1.0, 5.0, 3.0], 4.0) == 5.0
# run: from([1.0, 5.0, 3.0], 6.0) == 6.0
# run: from([1.0, 5.0, 3.0], nan) == nan
# run: zeros([-1.0, -0.0, 0.0]) == -0.0
# run: last([1, 5, 5, 2]) == 2
# run: nearest([[0.0, 0.0], [3.0, 4.0]], [2.5, 3.0]) == (1, 1.25)
# run: many(30000) == (29999, 22321)
# run: first_of_each(2500, 700) == (700, 700)
# run: first_of_each(600, 700) == (-1, -1)
# run: rows([[1.0, 4.0, 4.0], [7.0, nan, 2.0]]) == [1, 0]

#! Loops that remember the best so far.

pub fn largest(x: f64[n]) -> (f64, i64, f64) {
    var (m, k, v) = (-inf, -1, 0.0);
    loop i in 0..n { if x[i] > m { m = x[i]; k = i; v = 2.0 * x[i]; } }
    (m, k, v)
}
pub fn smallest(x: u8[n]) -> (u8, i64) {
    var (m, k) = (255u8, -1);
    loop i in 0..n { if m > x[i] { m = x[i]; k = i; } }
    (m, k)
}
pub fn from(x: f64[n], a: f64) -> f64 { var m = a; loop i in 0..n { if x[i] > m { m = x[i]; } } m }
pub fn zeros(x: f64[n]) -> f64 { var m = -2.0; loop i in 0..n { if x[i] > m { m = x[i]; } } m }
pub fn last(x: i64[n]) -> i64 { var (m, k) = (0, -1); loop i in 0..n { if x[i] >= m { m = x[i]; k = i; } } k }
pub fn nearest(c: f64[k, d], x: f64[d]) -> (i64, f64) {
    var (best, at) = (inf, -1);
    loop j in 0..k {
        var s = 0.0;
        loop f in 0..d { let t = x[f] - c[j, f]; s += t * t; }
        if s < best { best = s; at = j; }
    }
    (at, best)
}
pub fn many(n: i64) -> (i64, i64) {
    var (m, k) = (-1, -1);
    loop i in 0..n { let v = (i * 7919) % n; if v > m { m = v; k = i; } }
    (m, k)
}
pub fn rows(x: f64[n, d]) -> i64[n] {
    var y = i64[n](0);
    loop i in 0..n {
        var m = x[i, 0];
        loop j in 1..d { if x[i, j] > m { m = x[i, j]; y[i] = j; } }
    }
    y
}

## Booleans: the first that is false, the first that is true.
pub fn first_of_each(n: i64, a: i64) -> (i64, i64) {
    let x = for i in 0..n: i % 1000 == a;
    let y = for i in 0..n: i % 1000 != a;
    var (m, k, p, q) = (true, -1, false, -1);
    loop i in 0..n { if y[i] < m { m = y[i]; k = i; } }
    loop i in 0..n { if x[i] > p { p = x[i]; q = i; } }
    (k, q)
}
