# run: norm(3.0, 4.0) == 5.0
# run: norm([3.0, 6.0], [4.0, 8.0]) == [5.0, 10.0]
# run: box([1.0, 5.0, 3.0]) == (1.0, 5.0, 3.0, 3)
# run: shift([1, 2], [10, 20], 5) == ([6, 7], [15, 25])

#! At the boundary the parts of a tuple are parameters and results by themselves.

pub fn norm(p: (x: f64, y: f64)) -> f64 = hypot(p.x, p.y);
pub fn box(x: f64[n]) -> (range: (low: f64, high: f64), of: (f64, i64)) = (range = (low = min(x), high = max(x)), of = (mean(x), n));
pub fn shift(p: (a: i64[n], b: i64[n]), by: i64) -> (i64[n], i64[n]) = (p.a + by, p.b + by);
