# run: splat([0, 2, 0], [1, 3, 1], [1.0, 2.0, 4.0], 3, 4) == [[0.0, 5.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 2.0]]
# run: marked(3, [2, 0]) == [[false, false, true], [true, false, false]]
# run: diagonal(3) == [[1, 0, 0], [0, 2, 0], [0, 0, 3]]
# run: last_wins([1, 1, 1], [5, 6, 7]) == [0, 7, 0]
# run: xored([3, 3, 0], [1, 2, 4]) == [4, 0, 0, 3]
# run: highest([0, 1, 0], [3.0, 5.0, 9.0]) == [9.0, 5.0]

#! Scatters at pairs of indices, and with operators.

pub fn splat(r: i64[n], c: i64[n], v: f64[n], h: i64, w: i64) -> f64[h, w] {
    var out = f64[h, w](0);
    out[r, c] += v;
    out
}
pub fn marked(n: i64, at: i64[2]) -> bool[2, n] {
    var out = bool[2, n](false);
    out[arange(2), at] = true;
    out
}
pub fn diagonal(n: i64) -> i64[n, n] {
    var a = i64[n, n](0);
    a[arange(n), arange(n)] = arange(1, n + 1);
    a
}
pub fn last_wins(at: i64[n], v: i64[n]) -> i64[3] { var y = i64[3](0); y[at] = v; y }
pub fn xored(at: i64[n], v: i64[n]) -> i64[4] { var y = i64[4](0); y[at] ^= v; y }
pub fn highest(at: i64[n], v: f64[n]) -> f64[2] {
    var y = f64[2](-inf);
    loop i in 0..n { y[at[i]] = max(y[at[i]], v[i]); }
    y
}
