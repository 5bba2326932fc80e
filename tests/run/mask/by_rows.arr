# run: cleared([[1.0, nan], [nan, 4.0]]) == [[1.0, 0.0], [0.0, 4.0]]
# run: rows([[1, 2], [3, 4], [5, 6]], [true, false, true]) == [[0, 0], [3, 4], [0, 0]]
# run: halved([4.0, -2.0, 6.0], [1.0, 0.0, 1.0]) == [2.0, -2.0, 3.0]
# run: columns([[1, 2, 3], [4, 5, 6]], [false, true, true]) == [7, 9]
# run: chosen([5, -1, 7]) == (12, 6.0, 7, 1)
# run: packed([5, -1, 7, -3]) == [5, 7, 0, 0]

#! Masks that cover all axes or the leading ones, in assignments and reductions.

pub fn cleared(x: f64[n, m]) -> f64[n, m] { var y = x; y[isnan(y)] = 0.0; y }
pub fn rows(x: i64[n, m], m1: bool[n]) -> i64[n, m] { var y = x; y[m1] = 0; y }
pub fn halved(x: f64[n], w: f64[n]) -> f64[n] { var y = x; y[w > 0.0] /= 2.0; y }
pub fn columns(x: i64[n, m], c: bool[m]) -> i64[2] {
    let y = x.T[c];
    let sums = sum(y, axis = 1);
    [sums[0], sums[1]]
}
pub fn chosen(x: i64[n]) -> (i64, f64, i64, i64) {
    let y = x[x > 0];
    (sum(y), mean(f64(y)), max(y), argmax(y))
}
pub fn packed(x: i64[n]) -> i64[n] {
    var out = i64[n](0);
    var k = 0;
    loop i in 0..n {
        if x[i] > 0 { out[k] = x[i]; k += 1; }
    }
    out
}
