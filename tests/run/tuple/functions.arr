# run: rotated(1.0, 2.0, 3) == (2.0, -1.0)
# run: total([1.0, 2.0, 3.0]) == (6.0, 3)
# run: smallest([4.0, 1.0, 1.0]) == (1.0, 1)
# run: running([3.0, 5.0, 4.0]) == ([3.0, 5.0, 5.0], [0, 1, 1])
# run: line([0.0, 1.0, 2.0], [1.0, 3.0, 5.0]) ~= (2.0, 1.0) within 1e-14
# run: closest(0.3, [0.0, 1.0, 0.25]) == 2

#! Tuples into and out of functions that are arguments, and through reductions by functions with names.

fn repeat_step(f: fn((f64, f64)) -> (f64, f64), p: (f64, f64), n: i64) -> (f64, f64) {
    var q = p;
    loop i in 0..n { q = f(q); }
    q
}
pub fn rotated(x: f64, y: f64, n: i64) -> (f64, f64) = repeat_step(|p| { let (a, b) = p; (-b, a) }, (x, y), n);

fn both(a: (sum: f64, n: i64), b: (sum: f64, n: i64)) -> (sum: f64, n: i64) = (sum = a.sum + b.sum, n = a.n + b.n);
pub fn total(x: f64[k]) -> (f64, i64) = reduce(both, (sum = 0.0, n = 0), for i: (sum = x[i], n = 1));

fn less(p: (value: f64, at: i64), q: (value: f64, at: i64)) -> (value: f64, at: i64) =
    if q.value < p.value { q } else { p };
pub fn smallest(x: f64[n]) -> (f64, i64) = reduce(less, (value = inf, at = -1), for i: (value = x[i], at = i));
pub fn running(x: f64[n]) -> (f64[n], i64[n]) =
    scan(|p, q| if q.value > p.value { q } else { p }, (value = -inf, at = -1), for i: (value = x[i], at = i));

fn fit(points: (x: f64[n], y: f64[n])) -> (slope: f64, offset: f64) {
    let (mx, my) = (mean(points.x), mean(points.y));
    let slope = sum((points.x - mx) * (points.y - my)) / sum((points.x - mx) * (points.x - mx));
    (slope = slope, offset = my - slope * mx)
}
pub fn line(x: f64[n], y: f64[n]) -> (slope: f64, offset: f64) = fit((x = x, y = y));

fn nearer(best: (i64, f64), next: (i64, f64)) -> (i64, f64) {
    let ((_, old), (_, new_one)) = (best, next);
    if new_one < old { next } else { best }
}
pub fn closest(x: f64, of: f64[n]) -> i64 {
    let (at, _) = fold(nearer, (-1, inf), (for i in 0..n: i, abs(of - x)));
    at
}
