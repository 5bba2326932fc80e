# run: first_negative([1.0, -2.0, -3.0]) == 1
# run: first_negative([1.0, 2.0]) == -1
# run: first_negative(empty(0)) == -1
# run: place([[1, 2], [3, 4]], 3) == (1, 0)
# run: place([[1, 2], [3, 4]], 9) == (-1, -1)
# run: until_large([1, 2], 10) == [4, 8]
# run: until_large([1, 2], 1000000) == [0, 0]
# run: collatz([1, 6, 27]) == [0, 8, 111]
# run: forever(50) == 8
# fails: first_quotient([1, 0, 2], 5) status Divide
# run: first_quotient([1, 0, 2], 20) == 0

#! `return` in a loop leaves all loops around it.

pub fn first_negative(x: f64[n]) -> i64 {
    loop i in 0..n {
        if x[i] < 0.0 { return i; }
    }
    -1
}
pub fn place(x: i64[n, m], v: i64) -> (i64, i64) {
    loop i in 0..n {
        loop j in 0..m {
            if x[i, j] == v { return (i, j); }
        }
    }
    (-1, -1)
}
pub fn until_large(x: i64[n], limit: i64) -> i64[n] {
    var y = x;
    loop k in 0..10 {
        if sum(y) > limit { return y; }
        y *= 2;
    }
    i64[n](0)
}
fn steps(n0: i64) -> i64 {
    var n = n0;
    var k = 0;
    while true {
        if n == 1 { return k; }
        n = if n % 2 == 0 { n // 2 } else { 3 * n + 1 };
        k += 1;
    }
}
pub fn collatz(n: i64[k]) -> i64[k] = steps(n);
pub fn forever(n: i64) -> i64 {
    var k = 0;
    while true {
        k += 1;
        if k * k > n { return k; }
    }
}
pub fn first_quotient(x: i64[n], limit: i64) -> i64 {
    loop i in 0..n {
        if 10 // x[i] < limit { return i; }
    }
    -1
}
