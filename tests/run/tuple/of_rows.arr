# run: polar([3.0, 0.0], [4.0, 2.0]) == ([5.0, 2.0], [0.6, 0.0])
# run: extremes([[3.0, 1.0], [2.0, 8.0]]) == ([1.0, 2.0], [3.0, 8.0], [0, 1])
# run: chain(2.0) == 21.0
# run: halves([1, 2, 3, 4]) == ([1, 2], [3, 4])

#! Named results that are lifted, passed on and taken apart.

fn to_polar(x: f64, y: f64) -> (r: f64, c: f64) { let r = hypot(x, y); (r = r, c = x / r) }
pub fn polar(x: f64[n], y: f64[n]) -> (r: f64[n], c: f64[n]) = to_polar(x, y);
fn ends(x: f64[n]) -> (low: f64, high: f64, at: i64) = (low = min(x), high = max(x), at = argmin(x));
pub fn extremes(x: f64[n, m]) -> (f64[n], f64[n], i64[n]) {
    let (low, high, at) = ends(x);
    (low, high, 1 - at)
}
fn one(x: f64) -> (a: f64, b: (c: f64, d: f64)) = (a = x, b = (c = 2.0 * x, d = 3.0 * x));
fn two(p: (a: f64, b: (c: f64, d: f64))) -> f64 = p.a + p.b.c * p.b.d - p.b.c - 1.0;
pub fn chain(x: f64) -> f64 = two(one(x));
pub fn halves(x: i64[n]) -> (i64[n // 2], i64[n - n // 2]) = (x[:n // 2], x[n // 2:]);
