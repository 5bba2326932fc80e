# run: none(iota(3), 0) == ([0, 1, 2], 0, 7)
# run: none(iota(3), -5) == ([0, 1, 2], 0, 7)
# run: none(iota(3), 2) == ([9, 9, 2], 2, 1)
# run: empty_rows(empty(0, 4)) == empty(0)
# run: empty_rows(empty(3, 0)) == [0, 0, 0]
# run: unreached(empty(0)) == -1
# run: reversed(5, 2) == 0
# run: guarded(empty(0), 4) == 0
# run: steps(0) == 0
# run: inner(iota(4)) == [0, 0, 1, 3]
# run: last_value(0) == -1

#! Loops of no rounds leave everything as it was, and check nothing.

pub fn none(x: i64[n], k: i64) -> (i64[n], i64, i64) {
    var (y, rounds, last) = (x, 0, 7);
    loop i in 0..k { y[i] = 9; rounds += 1; last = i; }
    (y, rounds, last)
}
pub fn empty_rows(x: i64[n, m]) -> i64[n] {
    var s = i64[n](0);
    loop i in 0..n { loop j in 0..m { s[i] += x[i, j]; } }
    s
}
pub fn unreached(x: i64[n]) -> i64 { var best = -1; loop i in 0..n { if x[i] > 0 { best = x[i]; break; } } best }
pub fn reversed(a: i64, b: i64) -> i64 { var s = 0; loop i in a..b { s += 1 // (i - i); } s }
pub fn guarded(x: i64[n], k: i64) -> i64 { var s = 0; if n > 0 { loop i in 0..k { s += x[i]; } } s }
pub fn steps(n: i64) -> i64 { var s = 0; loop i in n..0 by -1 { s += i; } s }
pub fn inner(x: i64[n]) -> i64[n] { var y = i64[n](0); loop i in 0..n { loop j in 0..i { y[i] += x[j]; } } y }
pub fn last_value(n: i64) -> i64 { var v = -1; loop i in 0..n { v = i * i; } v }
