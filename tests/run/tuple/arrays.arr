# run: table(4) == ([0.0, 1.0, 4.0, 9.0], [0, 1, 2, 3])
# run: second([5.0, 7.0]) == (7.0, 1)
# run: tail([5.0, 7.0, 9.0]) == ([7.0, 9.0], [-7.0, -9.0])
# run: gathered([10, 20, 30], [2, 0]) == ([30, 10], [31, 11])
# run: centre([0.0, 2.0], [4.0, 8.0]) == (1.0, 6.0)
# run: written(3) == ([0, 10, 0], [1.0, 0.5, 1.0])
# run: literal() == ([1, 3], [2.0, 4.0])
# run: around([1, 2], 3) == (2, 4)
# run: grid(2, 2) == ([[0, 1], [1, 2]], [[0, 0], [0, 1]])

#! An array of tuples is a tuple of arrays: built by `for`, indexed, sliced, gathered, assigned.

pub fn table(n: i64) -> (square: f64[n], at: i64[n]) = for i in 0..n: (square = f64(i * i), at = i);
pub fn second(x: f64[n]) -> (f64, i64) { let p = for i: (x[i], i); p[1] }
pub fn tail(x: f64[n]) -> (f64[n - 1], f64[n - 1]) { let p = (x, -x); p[1:] }
pub fn gathered(x: i64[n], at: i64[k]) -> (i64[k], i64[k]) = (x, x + 1)[at];

fn mean_of(points: (x: f64, y: f64)[n]) -> (x: f64, y: f64) = (x = mean(points.x), y = mean(points.y));
pub fn centre(a: f64[n], b: f64[n]) -> (f64, f64) { let c = mean_of((x = a, y = b)); (c.x, c.y) }

pub fn written(n: i64) -> (i64[n], f64[n]) {
    var p = (count = i64[n](0), weight = f64[n](1));
    p[1] = (10, 0.5);
    p
}
pub fn literal() -> (i64[2], f64[2]) = [(1, 2.0), (3, 4.0)];
pub fn around(x: i64[n], i: i64) -> (i64, i64) { let p = (x, 2 * x); p[i; wrap] }
pub fn grid(h: i64, w: i64) -> (i64[h, w], i64[h, w]) {
    let p = for i in 0..h, j in 0..w: (sum = i + j, both = i * j);
    for i, j: p[i, j]
}
