# run: armstrong(153) == true
# run: armstrong(154) == false
# run: reversed(12034) == 43021
# run: digit_sums([99, 100, 0]) == [18, 1, 0]
# run: is_prime([2, 4, 97, 1, 91]) == [true, false, true, false, false]
# run: sieve(20) == 8
# run: perfect([6, 28, 12]) == [true, true, false]
# run: fibonacci(90) == 2880067194370816120
# run: binomial(10, 3) == 120
# run: roman([4, 9, 14]) == [2, 2, 3]
# run: powmod(3, 200, 13) == 9
# run: egcd(240, 46) == (2, -9, 47)

#! Small problems of whole numbers.

fn digits(x: i64) -> i64 { var (n, k) = (x, 1); while n >= 10 { n //= 10; k += 1; } k }
fn power(x: i64, k: i64) -> i64 { var p = 1; loop i in 0..k { p *= x; } p }
pub fn armstrong(x: i64) -> bool {
    let k = digits(x);
    var (n, s) = (x, 0);
    while n > 0 { s += power(n % 10, k); n //= 10; }
    s == x
}
pub fn reversed(x: i64) -> i64 { var (n, r) = (x, 0); while n > 0 { (r, n) = (10 * r + n % 10, n // 10); } r }
fn digit_sum(x: i64) -> i64 { var (n, s) = (x, 0); while n > 0 { s += n % 10; n //= 10; } s }
pub fn digit_sums(x: i64[k]) -> i64[k] = digit_sum(x);
fn prime(x: i64) -> bool {
    if x < 2 { return false; }
    var d = 2;
    while d * d <= x { if x % d == 0 { return false; } d += 1; }
    true
}
pub fn is_prime(x: i64[k]) -> bool[k] = prime(x);
pub fn sieve(n: i64) -> i64
where n >= 2 {
    var is = bool[n](true);
    is[:2] = false;
    var p = 2;
    while p * p < n {
        if is[p] { loop q in p * p..n by p { is[q] = false; } }
        p += 1;
    }
    count(is)
}
pub fn perfect(x: i64[k]) -> bool[k] = for i: sum(for d in 1..x[i]: if x[i] % d == 0 { d } else { 0 }) == x[i];
pub fn fibonacci(n: i64) -> i64 { var (a, b) = (0, 1); loop i in 0..n { (a, b) = (b, a + b); } a }
pub fn binomial(n: i64, k: i64) -> i64 = fold(|c, i| c * (n - i) // (i + 1), 1, for i in 0..k: i);
pub fn roman(x: i64[k]) -> i64[k] {
    let value = [10, 9, 5, 4, 1];
    let letters = [1, 2, 1, 2, 1];
    for i: {
        var (left, length) = (x[i], 0);
        loop v in 0..5 { while left >= value[v] { left -= value[v]; length += letters[v]; } }
        length
    }
}
pub fn powmod(base: i64, exponent: i64, m: i64) -> i64 {
    var (r, b, e) = (1, base % m, exponent);
    while e > 0 {
        if e & 1 == 1 { r = r * b % m; }
        b = b * b % m;
        e >>= 1;
    }
    r
}
pub fn egcd(a: i64, b: i64) -> (i64, i64, i64) {
    var (r0, r1, s0, s1, t0, t1) = (a, b, 1, 0, 0, 1);
    while r1 != 0 {
        let q = r0 // r1;
        (r0, r1) = (r1, r0 - q * r1);
        (s0, s1) = (s1, s0 - q * s1);
        (t0, t1) = (t1, t0 - q * t1);
    }
    (r0, s0, t0)
}
