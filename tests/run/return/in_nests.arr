# run: find([[1, 2], [3, 4]], 3) == (1, 0)
# run: find([[1, 2], [3, 4]], 9) == (-1, -1)
# run: primes(30) == 10
# run: product_until([2.0, 3.0, 0.0, 5.0]) == 0.0
# run: product_until([2.0, 3.0]) == 6.0
# run: signs([-3, 0, 8]) == [-1, 0, 1]
# run: bounded([[1.0, 5.0], [2.0, 9.0]], 6.0) == 8.0
# run: total_of_odd(iota(7)) == 9

#! `return`, `break` and `continue` in nests of loops.

pub fn find(x: i64[n, m], v: i64) -> (i64, i64) {
    loop i in 0..n {
        loop j in 0..m {
            if x[i, j] == v { return (i, j); }
        }
    }
    (-1, -1)
}
pub fn primes(n: i64) -> i64 {
    var found = 0;
    loop p in 2..n {
        var prime = true;
        var d = 2;
        while d * d <= p {
            if p % d == 0 { prime = false; break; }
            d += 1;
        }
        if not prime { continue; }
        found += 1;
    }
    found
}
pub fn product_until(x: f64[n]) -> f64 {
    var p = 1.0;
    loop i in 0..n {
        p *= x[i];
        if p == 0.0 { return p; }
    }
    p
}
fn sign_of(x: i64) -> i64 {
    if x < 0 { return -1; } else if x > 0 { return 1; }
    0
}
pub fn signs(x: i64[n]) -> i64[n] = sign_of(x);
pub fn bounded(x: f64[n, m], limit: f64) -> f64 {
    var s = 0.0;
    loop i in 0..n {
        loop j in 0..m {
            if x[i, j] > limit { break; }
            s += x[i, j];
        }
    }
    s
}
pub fn total_of_odd(x: i64[n]) -> i64 {
    var s = 0;
    loop i in 0..n {
        let v = x[i];
        if v & 1 == 0 { continue; }
        s += v;
    }
    s
}
