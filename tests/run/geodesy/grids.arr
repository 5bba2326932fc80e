# run: slopes([[1.0, 2.0, 4.0], [2.0, 3.0, 5.0], [4.0, 5.0, 7.0]]) ~= ([[1.0, 1.0, 1.0], [1.5, 1.5, 1.5], [2.0, 2.0, 2.0]], [[1.0, 1.5, 2.0], [1.0, 1.5, 2.0], [1.0, 1.5, 2.0]]) within 1e-14
# run: way_down([[1.0, 2.0, 4.0], [2.0, 3.0, 5.0], [4.0, 5.0, 7.0]]) == 18.0
# run: visible([1.0, 3.0, 2.0, 4.0]) == [true, true, false, true]
# run: at_place([[1.0, 2.0, 4.0], [2.0, 3.0, 5.0], [4.0, 5.0, 7.0]], 0.5, 1.5) == 3.5
# run: rasterized([0.5, 2.5], [0.5, 1.5], 3, 2) == [[1, 0, 0], [0, 0, 1]]
# run: contours([[1.0, 2.0, 4.0], [2.0, 3.0, 5.0], [4.0, 5.0, 7.0]], 3.5) == 4

#! Heights on a grid: slopes, views, samples, counts.

pub fn slopes(z: f64[h, w]) -> (dy: f64[h, w], dx: f64[h, w])
where h >= 2, w >= 2 = (dy = gradient(z, axis = 0), dx = gradient(z));
## The sum of the heights from the last corner to the first, always to the lower neighbour.
pub fn way_down(z: f64[h, w]) -> f64
where h >= 1, w >= 1 {
    var (i, j) = (h - 1, w - 1);
    var total = z[i, j];
    while i > 0 or j > 0 {
        if i > 0 and (j == 0 or z[max(i - 1, 0), j] <= z[i, max(j - 1, 0)]) { i -= 1; } else { j -= 1; }
        total += z[i, j];
    }
    total
}
pub fn visible(z: f64[n]) -> bool[n] { let top = cummax(z); for i: i == 0 or z[i] > top[max(i - 1, 0)] }
pub fn at_place(z: f64[h, w], y: f64, x: f64) -> f64 {
    let (i, j) = (i64(y), i64(x));
    lerp(lerp(z[i, j], z[i, j + 1], x - f64(j)), lerp(z[i + 1, j], z[i + 1, j + 1], x - f64(j)), y - f64(i))
}
pub fn rasterized(x: f64[n], y: f64[n], w: i64, h: i64) -> i64[h, w] { var g = i64[h, w](0); g[i64(y), i64(x)] += 1; g }
pub fn contours(z: f64[h, w], level: f64) -> i64 {
    let above = z > level;
    count(above[:, 1:] != above[:, :-1]) + count(above[1:] != above[:-1])
}
