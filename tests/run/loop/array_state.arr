# run: powers(4) == [1, 2, 4, 8]
# run: powers(1) == [1]
# run: sieve(20) == [2, 3, 5, 7, 11, 13, 17, 19]
# run: bubble([3, 1, 2]) == [1, 2, 3]
# run: bubble(empty(0)) == empty(0)

#! Arrays that a loop changes.

pub fn powers(n: i64) -> i64[n] {
    var x = i64[n](1);
    loop i in 1..n { x[i] = 2 * x[i - 1]; }
    x
}
fn is_prime(n: i64) -> bool = n > 1 and all(for k in 2..n: n % k != 0);
pub fn sieve(n: i64) -> i64[8] {
    var out = i64[8](0);
    var k = 0;
    loop i in 0..n {
        if is_prime(i) { out[k] = i; k += 1; }
    }
    out
}
pub fn bubble(x: i64[n]) -> i64[n] {
    var y = x;
    loop i in 0..n {
        loop j in 0..n - 1 {
            if y[j] > y[j + 1] {
                let t = y[j];
                y[j] = y[j + 1];
                y[j + 1] = t;
            }
        }
    }
    y
}
