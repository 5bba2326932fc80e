# run: blurred([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16]]) == [[6, 7], [10, 11]]
# run: total(40, 3) == 661101
# run: total(3000, 20) == 20193406333
# run: smoothed([[8.0, 16.0, 24.0], [32.0, 40.0, 48.0], [0.0, 8.0, 8.0]]) == [[252.5, 362.4375, 652.375], [390.0, 539.75, 843.5], [195.5, 353.0625, 504.625]]
# run: smoothed([[8.0]]) == [[72.0]]
# run: smoothed(empty(0, 3)) == empty(0, 3)
# run: edges(7, 5) == [[0, 1, 0, 0, 0], [1, 0, 0, 1, 0], [1, 0, 0, 2, 0], [2, 0, 0, 2, 0], [1, 0, 2, 1, 0], [2, 0, 2, 1, 2], [0, 0, 0, 2, 2]]
# run: weights(5000, 9) == 258623
# run: edges(1, 2) == [[0, 0]]
# run: checked_rows([[4, 8], [2, 1], [7, 7]], 2) == [[3, 4], [2, 2]]
# fails: checked_rows([[4, 8], [2, 1], [7, 7]], 0) status Divide
# run: replaced([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]], 2) == [[36.0, 72.0, 108.0], [144.0, 180.0, 216.0], [252.0, 288.0, 324.0]]

#! Passes over rows whose results further passes read: strips of them are computed together.

pub fn blurred(img: i64[h, w]) -> i64[h - 2, w - 2]
where h >= 2, w >= 2 {
    let rows = (img[:, :-2] + img[:, 1:-1] + img[:, 2:]) // 3;
    (rows[:-2, :] + rows[1:-1, :] + rows[2:, :]) // 3
}
fn opened(x: i64[h, w]) -> i64[h, w] {
    let low = for i in 0..h, j in 0..w: min(for a in -1..=1, b in -1..=1: x[i + a, j + b; clamp]);
    for i in 0..h, j in 0..w: max(for a in -1..=1, b in -1..=1: low[i + a, j + b; mirror])
}
pub fn total(h: i64, w: i64) -> i64 {
    let x = for i in 0..h, j in 0..w: (i * 7919 + j * 104729) % 1009;
    let y = opened(x);
    sum(for i in 0..h, j in 0..w: y[i, j] * (i + j))
}
pub fn smoothed(x: f64[h, w]) -> f64[h, w] {
    let a = for i, j: (x[i, j - 1; mirror] + 2.0 * x[i, j] + x[i, j + 1; mirror] + x[i - 1, j; clamp] * 4.0) / 8.0;
    let b = for i, j: (a[i - 1, j; mirror] + 2.0 * a[i, j] + a[i + 1, j; mirror]) / 4.0 + a[i, j - 1; clamp] * x[i, j];
    for i, j: (b[i - 1, j; clamp] + 2.0 * b[i, j] + b[i + 1, j; clamp]) / 4.0
}
pub fn edges(h: i64, w: i64) -> i64[h, w] {
    let x = for i in 0..h, j in 0..w: (i * i * i + j) % 5 * ((i + j) % 3 + 1) * (i % 5 + 1);
    let a = for i, j in 0..w: x[i, j] + x[i - 2, j; mirror] * x[i, j - 1; clamp] + x[i + 1, j; clamp];
    let b = for i, j in 0..w: a[i, j] * 3 + a[i - 1, j; mirror] * a[i + 2, j; mirror] + a[i, j - 1; wrap] * a[i, j];
    for i in 0..h, j in 0..w: (b[i, j] + b[i + 1, j; 7] * b[i - 1, j; clamp] + b[i, j] * (i + j)) % 3
}
pub fn weights(h: i64, w: i64) -> i64 {
    let e = edges(h, w);
    sum(for i in 0..h, j in 0..w: e[i, j] * (i % 7 + j))
}
pub fn checked_rows(x: i64[h, w], by: i64) -> i64[h - 1, w]
where h >= 1 {
    let a = for i in 0..h, j in 0..w: x[i, j] // by + x[i, 0] * x[i, j] * x[i, 0] // 999 + x[i, j] * x[i, j] // 999;
    for i in 0..h - 1, j in 0..w: a[i, j] + a[i + 1, j] // 2 + a[i + 1, j] % 2 - a[i, j] % 2
}
pub fn replaced(x0: f64[h, w], steps: i64) -> f64[h, w] {
    var x = x0;
    loop t in 0..steps {
        let a = for i, j: x[i, j] * 2.0 + x[i, j] + x[i, j - 1; clamp] * x[i, j] / x[i, j - 1; clamp] - x[i, j] ;
        x = for i, j: a[i - 1, j; clamp] * 0.0 + a[i, j] + a[i + 1, j; clamp] * 0.0 + a[i, j] * 1.0;
    }
    x
}
