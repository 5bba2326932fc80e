# run: largest([3, 1, 4, 1, 5, -2]) == [3, 3, 4, 4, 5, 5]
# run: largest([7]) == [7]
# run: fibonacci(1) == [1]
# run: fibonacci(10) == [1, 1, 2, 3, 5, 8, 13, 21, 34, 55]
# run: sweep([[1.0, 2.0, 4.0, 8.0], [2.0, 4.0, 8.0, 16.0], [4.0, 8.0, 16.0, 32.0], [0.0, 0.0, 0.0, 8.0]], 1) == [[1.0, 2.0, 4.0, 8.0], [2.0, 5.0, 10.25, 16.0], [4.0, 6.25, 12.125, 32.0], [0.0, 0.0, 0.0, 8.0]]
# run: sweep([[1.0, 2.0], [3.0, 4.0]], 3) == [[1.0, 2.0], [3.0, 4.0]]
# run: down([1.0, 2.0, 3.0, 4.0, 5.0], 0.5) == [3.5625, 5.125, 6.25, 6.5, 5.0]
# run: twice([1, 2, 3, 4, 5]) == [1, -2, -5, -9, 15]
# run: capped([3, 4, 5, 6, 7]) == [3, 7, 0, 6, 0]
# run: mirrored([3, 4, 5, 6, 7]) == [1, 1, 1, 2, 9]
# run: behind([1, 2, 3, 4, 5], 2) == [1, 2, 4, 6, 9]
# run: behind([1, 2, 3, 4, 5], 6) == [1, 2, 3, 4, 5]
# fails: behind([1, 2, 3, 4, 5], -1) status Bounds
# run: rows([[1, 2, 3], [10, 20, 30], [100, 200, 300]]) == [[1, 2, 3], [11, 22, 33], [111, 222, 333]]
# run: distance([1, 2, 3, 4], [2, 3, 5, 4, 4]) == 3
# run: bits([true, false, true, true, false]) == [true, true, false, true, true]

#! Loops that read what the iterations before have written.

pub fn largest(x: i64[n]) -> i64[n] { var y = x; loop i in 1..n { y[i] = max(y[i], y[i - 1]); } y }
pub fn fibonacci(n: i64) -> i64[n] where n >= 1 {
    var f = i64[n](1);
    loop i in 2..n { f[i] = f[i - 1] + f[i - 2]; }
    f
}
pub fn sweep(u: f64[n, m], steps: i64) -> f64[n, m] where n >= 2, m >= 2 {
    var x = u;
    loop t in 0..steps {
        loop i in 1..n - 1 {
            loop j in 1..m - 1 { x[i, j] = 0.25 * (x[i - 1, j] + x[i + 1, j] + x[i, j - 1] + x[i, j + 1]); }
        }
    }
    x
}
pub fn down(x: f64[n], c: f64) -> f64[n] where n >= 1 {
    var y = x;
    loop k in 1..n { let i = n - 1 - k; y[i] = y[i] + c * y[i + 1]; }
    y
}
pub fn twice(x: i64[n]) -> i64[n] {
    var y = x;
    loop i in 1..n { y[i] = y[i] + y[i - 1]; y[i - 1] = if i > 1 { -y[i - 1] + 1 } else { y[i - 1] }; }
    y
}
pub fn capped(x: i64[n]) -> i64[n] {
    var y = x;
    loop i in 1..n { y[i] = y[i] + y[i - 1]; if y[i] > 10 { y[i] = 0; } }
    y
}
pub fn mirrored(x: i64[n]) -> i64[n] {
    var y = x;
    loop i in 1..n { y[i] = y[i] + y[i - 1]; y[n - 1 - i] = 1; }
    y
}
pub fn behind(x: i64[n], k: i64) -> i64[n] {
    var y = x;
    loop i in k..n { y[i] = y[i] + y[i - k]; }
    y
}
pub fn rows(x: i64[n, m]) -> i64[n, m] { var y = x; loop i in 1..n { y[i] = y[i] + y[i - 1]; } y }
pub fn distance(a: i64[n], b: i64[m]) -> i64 {
    var d = i64[n + 1, m + 1](0);
    loop i in 0..n + 1 { d[i, 0] = i; }
    loop j in 0..m + 1 { d[0, j] = j; }
    loop i in 1..n + 1 { loop j in 1..m + 1 {
        let s = if a[i - 1] == b[j - 1] { 0 } else { 1 };
        d[i, j] = min(min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + s);
    } }
    d[n, m]
}
pub fn bits(x: bool[n]) -> bool[n] { var y = x; loop i in 1..n { y[i] = y[i] != y[i - 1]; } y }
