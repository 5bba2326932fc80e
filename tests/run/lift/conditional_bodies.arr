# run: clip([-5.0, 0.5, 9.0]) == [-1.0, 0.5, 1.0]
# run: sinh_or_zero([[0.0, -1.0], [2.0, nan]]) == [[0.0, 0.0], [2.0, nan]]
# run: collatz([1, 7, 27], 1000) == [0, 16, 111]
# run: collatz([27], 10) == [-1]
# run: first_divisor([9, 7, 1, 25]) == [3, 7, 1, 5]

#! Scalar functions with `if`, early `return`, `while`, `break` and `continue`, one cell at a time.

fn clip1(x: f64) -> f64 {
    if x < -1.0 { return -1.0; }
    if x > 1.0 { return 1.0; }
    x
}
pub fn clip(x: f64[n]) -> f64[n] = clip1(x);
fn positive(x: f64) -> f64 = if x < 0 { 0.0 } else { x };
pub fn sinh_or_zero(x: f64[n, m]) -> f64[n, m] = positive(x);
fn steps(start: i64, limit: i64) -> i64 {
    var n = start;
    var k = 0;
    while n != 1 {
        if k >= limit { return -1; }
        if n % 2 == 0 { n //= 2; k += 1; continue; }
        n = 3 * n + 1;
        k += 1;
    }
    k
}
pub fn collatz(start: i64[n], limit: i64) -> i64[n] = steps(start, limit);
fn divisor(n: i64) -> i64 {
    var d = 2;
    while d * d <= n {
        if n % d == 0 { break; }
        d += 1;
    }
    if d * d > n { n } else { d }
}
pub fn first_divisor(n: i64[k]) -> i64[k] = divisor(n);
