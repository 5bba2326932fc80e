# run: valid(iota(7), iota(3)) == 5
# run: halves(iota(7)) == ([0, 1, 2], [3, 4, 5, 6])
# run: padded([1, 2], 3) == [0, 0, 0, 1, 2, 0, 0, 0]
# run: triangle(iota(4)) == [1, 2, 3, 2, 3, 3]
# run: blocks(iota(6)) == [[0, 1, 2], [3, 4, 5]]
# run: product(iota(2, 3)) == [0, 1, 2, 3, 4, 5]
# fails: blocks(iota(5)) status Shape
# run: ends(iota(5)) == [0, 1, 3, 4]
# run: square(3) == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]

#! Results whose sizes are computed.

pub fn valid(x: i64[n], k: i64[m]) -> i64 { let y = i64[n - m + 1](0); y.shape[0] }
pub fn halves(x: i64[n]) -> (i64[n // 2], i64[n - n // 2]) = (x[:n // 2], x[n // 2:]);
pub fn padded(x: i64[n], k: i64) -> i64[n + 2 * k] { var y = i64[n + 2 * k](0); y[k:k + n] = x; y }
pub fn triangle(x: i64[n]) -> i64[n * (n - 1) // 2] {
    var y = i64[n * (n - 1) // 2](0);
    var k = 0;
    loop i in 0..n {
        loop j in i + 1..n { y[k] = max(x[i], x[j]); k += 1; }
    }
    y
}
pub fn blocks(x: i64[n]) -> i64[n // 3, 3]
where n == 3 * (n // 3) = reshape(x, n // 3, 3);
pub fn product(x: i64[n, m]) -> i64[n * m] = flatten(x);
pub fn ends(x: i64[n]) -> i64[4]
where n >= 4 = concat(x[:2], x[-2:]);
pub fn square(n: i64) -> i64[n, n] = reshape(arange(n * n), n, n);
