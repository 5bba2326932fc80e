# run: total([1, 2, -5], 10) == 8
# run: total(empty(0), 10) == 10
# run: wraps([9223372036854775807, 1]) == -9223372036854775808
# run: product([3, 100, 2]) == 88
# run: extremes([3.0, -1.0, 7.5]) == (-1.0, 7.5)
# run: extremes(empty(0)) == (inf, -inf)
# run: extremes([3.0, nan, 7.5]) == (nan, nan)
# run: zeros([0.0, -0.0, 0.0]) == (-0.0, 0.0)
# run: counts([1.0, 0.25, 3.0]) == (0, true, false)
# run: counts(empty(0)) == (0, false, true)
# run: difference([5, 7]) == -12
# run: twice([1, 2, 3]) == 6
# run: branches([1, 2, 3, 4], [10, 20, 30, 40]) == 3038
# run: many(20000) == (199990000, 19999, 6667)

#! Loops that combine what they carry with something else.

pub fn total(x: i32[n], a: i64) -> i64 { var s = a; loop i in 0..n { s += i64(x[i]); } s }
pub fn wraps(x: i64[n]) -> i64 { var s = 0; loop i in 0..n { s = x[i] + s; } s }
pub fn product(x: u8[n]) -> u8 { var p = 1u8; loop i in 0..n { p *= x[i]; } p }
pub fn extremes(x: f64[n]) -> (f64, f64) {
    var (a, b) = (inf, -inf);
    loop i in 0..n { a = min(a, x[i]); b = max(x[i], b); }
    (a, b)
}
pub fn zeros(x: f64[n]) -> (f64, f64) {
    var (a, b) = (x[0], x[0]);
    loop i in 1..n { a = min(a, x[i]); b = max(b, x[i]); }
    (a, b)
}
pub fn counts(x: f64[n]) -> (i64, bool, bool) {
    var (c, f, g) = (0, false, true);
    loop i in 0..n {
        if x[i] > 0.5 { c += 1; f = true; } else { c -= 2; }
        g = g and x[i] > 0.5;
    }
    (c, f, g)
}
pub fn difference(x: i64[n]) -> i64 { var s = 0; loop i in 0..n { s -= x[i]; } s }
## Added to twice in an iteration.
pub fn twice(x: i64[n]) -> i64 { var s = 0; loop i in 0..n { s += 2 * x[i]; s -= x[i]; } s }
## A branch with code of its own.
pub fn branches(x: i64[n], y: i64[n]) -> i64 {
    var p = 2;
    loop i in 0..n {
        if x[i] > 2 { p += ((y[i] * y[i] + 1) % 97) * ((y[i] + 3) % 89) + y[i] % 13; }
    }
    p
}
pub fn many(n: i64) -> (i64, i64, i64) {
    var (s, m, c) = (0, 0, 0);
    loop i in 0..n {
        let v = (i * 7919) % n;
        s += v;
        m = max(m, v);
        if i % 3 == 0 { c += 1; }
    }
    (s, m, c)
}
