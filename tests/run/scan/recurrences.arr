# run: linear([2.0, 2.0, 0.5], [1.0, 1.0, 1.0]) == [1.0, 3.0, 2.5]
# run: running_max([3, 1, 4, 1, 5]) == [3, 3, 4, 4, 5]
# run: runs([true, true, false, true]) == [1, 2, 0, 1]
# run: along([[1, 2], [3, 4]]) == [[1, 2], [4, 6]]
# run: sums_of_bytes([200, 100]) == ([200, 300], [200, 44])

#! Scans by operators of the program: a linear recurrence, counts that restart.

pub fn linear(a: f64[n], b: f64[n]) -> f64[n] =
    scan(|p, q| (a = p.a * q.a, b = q.a * p.b + q.b), (a = 1.0, b = 0.0), (a = a, b = b)).b;
pub fn running_max(x: i32[n]) -> i32[n] = scan(|a, b| max(a, b), -2147483648, x);
pub fn runs(x: bool[n]) -> i64[n] {
    let pairs = scan(
        |p, q| (all = p.all and q.all, length = if q.all { p.length + q.length } else { q.length }),
        (all = true, length = 0),
        for i: (all = x[i], length = i64(x[i])),
    );
    pairs.length
}
pub fn along(x: i64[n, m]) -> i64[n, m] = scan(|a, b| a + b, 0, x, axis = 0);
pub fn sums_of_bytes(x: u8[n]) -> (u64[n], u8[n]) = (cumsum(x), cumsum(x, as = u8));
