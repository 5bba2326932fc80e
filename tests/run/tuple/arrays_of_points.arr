# run: nearest([0.0, 3.0], [0.0, 4.0], 3.0, 3.0) == (3.0, 4.0)
# run: sorted_by_y([1.0, 2.0], [9.0, 5.0]) == ([2.0, 1.0], [5.0, 9.0])
# run: moved([1.0, 2.0], [3.0, 4.0]) == ([2.0, 3.0], [2.0, 3.0])
# run: set_one([1.0, 2.0], [3.0, 4.0]) == ([0.0, 2.0], [9.0, 4.0])
# run: boxed([1.0, 5.0, 3.0], [2.0, 0.0, 7.0]) == (1.0, 5.0, 0.0, 7.0)
# run: swapped([1.0], [2.0]) == ([2.0], [1.0])
# run: nested([1.0, 2.0]) == ([1.0, 2.0], [2.0, 4.0], [0, 1])

#! Arrays of named tuples: indexed, assigned, sorted, passed to functions.

fn distance(p: (x: f64, y: f64), q: (x: f64, y: f64)) -> f64 = hypot(p.x - q.x, p.y - q.y);
pub fn nearest(x: f64[n], y: f64[n], a: f64, b: f64) -> (x: f64, y: f64) {
    let points = (x = x, y = y);
    let at = argmin(for i in 0..n: distance(points[i], (x = a, y = b)));
    points[at]
}
pub fn sorted_by_y(x: f64[n], y: f64[n]) -> (x: f64[n], y: f64[n]) { let p = (x = x, y = y); p[argsort(y)] }
pub fn moved(x: f64[n], y: f64[n]) -> (x: f64[n], y: f64[n]) = for i: (x = x[i] + 1.0, y = y[i] - 1.0);
pub fn set_one(x: f64[n], y: f64[n]) -> (x: f64[n], y: f64[n])
where n >= 1 { var p = (x = x, y = y); p[0] = (x = 0.0, y = 9.0); p }
pub fn boxed(x: f64[n], y: f64[n]) -> (f64, f64, f64, f64) = (min(x), max(x), min(y), max(y));
pub fn swapped(x: f64[n], y: f64[n]) -> (f64[n], f64[n]) { var (a, b) = (x, y); (a, b) = (b, a); (a, b) }
pub fn nested(x: f64[n]) -> (a: f64[n], b: (c: f64[n], at: i64[n])) = for i: (a = x[i], b = (c = 2.0 * x[i], at = i));
