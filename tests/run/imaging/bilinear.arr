# run: rotated([[1.0, 2.0], [3.0, 4.0]]) == [[2.0, 4.0], [1.0, 3.0]]
# run: sample([[0.0, 1.0], [2.0, 3.0]], [0.5, 0.0, 1.0], [0.5, 0.25, 1.0]) == [1.5, 0.25, 3.0]
# run: sample([[0.0, 1.0], [2.0, 3.0]], [-0.5, 9.0], [0.0, 9.0]) == [0.0, 3.0]
# run: pyramid(iota(4, 4)) == [[2.5, 4.5], [10.5, 12.5]]
# run: integral([[1, 2], [3, 4]]) == [[0, 0, 0], [0, 1, 3], [0, 4, 10]]
# run: box(iota(3, 3), 1) == [[8, 15, 12], [21, 36, 27], [20, 33, 24]]

#! Sampling between pixels, halving, sums over boxes by an integral image.

pub fn rotated(x: f64[h, w]) -> f64[w, h] = for i in 0..w, j in 0..h: x[j, w - 1 - i];
fn at(x: f64[h, w], y: f64, u: f64) -> f64 {
    let (i, j) = (i64(floor(y)), i64(floor(u)));
    let (fy, fu) = (y - floor(y), u - floor(u));
    let top = lerp(x[i, j; clamp], x[i, j + 1; clamp], fu);
    let low = lerp(x[i + 1, j; clamp], x[i + 1, j + 1; clamp], fu);
    lerp(top, low, fy)
}
pub fn sample(x: f64[h, w], y: f64[n], u: f64[n]) -> f64[n] = at(x, y, u);
pub fn pyramid(x: f64[h, w]) -> f64[h // 2, w // 2] =
    for i in 0..h // 2, j in 0..w // 2: mean(x[2 * i:2 * i + 2, 2 * j:2 * j + 2]);
pub fn integral(x: i64[h, w]) -> i64[h + 1, w + 1] {
    var s = i64[h + 1, w + 1](0);
    s[1:, 1:] = cumsum(cumsum(x, axis = 0), axis = 1);
    s
}
pub fn box(x: i64[h, w], r: i64) -> i64[h, w] {
    let s = integral(x);
    for i in 0..h, j in 0..w: {
        let (top, low) = (max(i - r, 0), min(i + r + 1, h));
        let (left, right) = (max(j - r, 0), min(j + r + 1, w));
        s[low, right] - s[top, right] - s[low, left] + s[top, left]
    }
}
