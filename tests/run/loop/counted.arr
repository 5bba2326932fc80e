# run: total([1, 2, 3]) == (6, 3)
# run: total(empty(0)) == (0, 0)
# run: from([1, 2, 3, 4, 5, 6], 5) == 15
# run: from([1, 2, 3, 4, 5, 6], 2) == 0
# run: from([1, 2, 3, 4, 5, 6], -9223372036854775808) == 0
# fails: from([1, 2, 3, 4, 5, 6], 6) status Bounds
# fails: from([1, 2, 3, 4, 5, 6], 9223372036854775807) status Bounds
# fails: before([1, 2, 3], -9223372036854775808) status Bounds
# run: through([1, 2, 3]) == 5
# run: through(empty(0)) == 0
# run: only(7) == 7
# run: only(-7) == 0
# run: odd([1, 2, 3]) == (22, 7)
# run: between(5, 9) == (35, 10)
# run: between(9, 5) == (0, 9)
# run: nested(4) == (6, 4)
# run: placed([3.0, 5.0]) == [3.0, 8.0]
# run: twice(3) == (3, 3)

#! Loops with a condition that count all the same.

pub fn total(x: i64[n]) -> (i64, i64) { var s = 0; var i = 0; while i < n { s += x[i]; i += 1; } (s, i) }
pub fn from(x: i64[n], a: i64) -> i64 { var s = 0; var i = 3; while a >= i { s += x[i]; i = i + 1; } s }
pub fn before(x: i64[n], m: i64) -> i64 { var s = 0; var i = 0; while i <= m - 1 { s += x[i]; i += 1; } s }
pub fn through(x: i64[n]) -> i64 { var s = 0; var i = 1; while i <= n - 1 { s += x[i]; i += 1; } s }
pub fn only(n: i64) -> i64 { var i = 0; while n > i { i += 1; } i }
pub fn odd(x: i64[n]) -> (i64, i64) { var s = 0; var k = 1; loop i in 0..n { s += x[i] * k; k += 2; } (s, k) }
pub fn between(a: i64, b: i64) -> (i64, i64) { var s = 0; var i = a; while i <= b { s += i; i += 1; } (s, i) }
pub fn nested(n: i64) -> (i64, i64) {
    var (c, i) = (0, 0);
    while i < n { var j = 0; while j < i { c += 1; j += 1; } i += 1; }
    (c, i)
}
pub fn placed(x: f64[n]) -> f64[n] {
    var y = f64[n](0);
    var s = 0.0;
    var i = 0;
    while i < n { s += x[i]; y[i] = s; i += 1; }
    y
}
## The counter starts where an earlier one ended.
pub fn twice(n: i64) -> (i64, i64) {
    var i = 0;
    while i < n { i += 1; }
    let first = i;
    while i < n { i += 1; }
    (first, i)
}
