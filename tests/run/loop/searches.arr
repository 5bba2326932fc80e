# run: first([1.0, 3.0, 5.0], [10, 20, 30]) == 20
# run: first([1.0, 1.0, 5.0], [10, 20, 30]) == 30
# run: first([1.0], [10]) == -1
# run: first(empty(0), empty(0)) == -1
# run: first([nan, 3.0], [10, 20]) == 20
# run: has([1.0, 3.0]) == true
# run: has([1.0, nan]) == false
# run: both([1.0, 3.0, 9.0]) == (1, 3.0, true)
# run: both([1.0]) == (-1, 0.0, false)
# run: stops_before_it_fails([1, 0], [7.0]) == 7.0
# fails: stops_before_it_fails([0, 1], [1.0]) status Bounds
# run: far(100000, 70001) == 70001
# run: far(100000, 255) == 255
# run: far(100000, 256) == 256
# run: far(100000, 99999) == 99999
# run: far(100000, 100000) == -1
# run: far(300, 299) == 299
# run: prime(1000003) == true
# run: prime(1000001) == false
# run: primes([2, 9, 11, 49, 97, 10403]) == [true, false, true, false, true, false]
# run: where_inside([1000000000000000, -1]) == -1
# run: where_inside([5, 1, 9]) == 11
# run: columns([[0, 5, 0], [4, 5, 0], [1, 1, 0]]) == [1, 0, -1]

#! Loops that end with the first of something.

pub fn first(x: f64[n], y: i64[n]) -> i64 { loop i in 0..n { if x[i] > 2.0 { return y[i]; } } -1 }
pub fn has(x: f64[n]) -> bool { var f = false; loop i in 0..n { if x[i] > 2.0 { f = true; break; } } f }
pub fn both(x: f64[n]) -> (i64, f64, bool) {
    var (k, v, f) = (-1, 0.0, false);
    loop i in 0..n { if x[i] > 2.0 { k = i; v = x[i]; f = true; break; } }
    (k, v, f)
}
## What would fail behind the end is not looked at.
pub fn stops_before_it_fails(x: i64[n], y: f64[m]) -> f64 {
    loop i in 0..n { if y[x[i] - 1] > 2.0 { return y[x[i] - 1]; } }
    0.0
}
pub fn far(n: i64, k: i64) -> i64 { loop i in 0..n { if i * i >= k * k { return i; } } -1 }
pub fn prime(n: i64) -> bool {
    loop d in 2..n { if n % d == 0 { return d * d > n; } if d * d > n { return true; } }
    true
}
pub fn primes(n: i64[k]) -> bool[k] = for i: smallest_factor(n[i]) == n[i];
fn smallest_factor(n: i64) -> i64 { loop d in 2..n { if n % d == 0 { return d; } } n }
pub fn columns(x: i64[n, m]) -> i64[m] = for j in 0..m: first_large(for i: x[i, j]);
fn first_large(x: i64[n]) -> i64 { loop i in 0..n { if x[i] > 3 { return i; } } -1 }

## What the branch reads is inside only where something was found.
pub fn where_inside(x: i64[n]) -> i64 {
    var l = -1;
    loop i in 0..n {
        let v = x[i];
        let e = v >= 0 and v < n;
        if e { l = (x[v] * x[v] + 5) % 7 + x[v] // 3 + (x[v] * 5) % 11; }
        if e { break; }
    }
    l
}
