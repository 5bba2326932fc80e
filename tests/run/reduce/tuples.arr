# run: largest([3.0, 9.0, 2.0, 9.0]) == (9.0, 1)
# run: largest(empty(0)) == (-inf, -1)
# run: stats([1.0, 2.0, 3.0, 4.0]) == (4, 2.5, 1.25)
# run: recurrence([1.0, 2.0, 3.0]) == 4.25
# run: by_rows([[1.0, 5.0], [7.0, 2.0]]) == ([5.0, 7.0], [1, 0])
# run: of_arrays([1, 2, 3], [10, 20, 30]) == (6, 30)
# run: kept([[1, 2], [3, 4]]) == ([[3], [7]], [[2], [12]])

#! Reductions of tuples by an operator of one's own.

pub fn largest(x: f64[n]) -> (value: f64, at: i64) =
    reduce(|p, q| if q.value > p.value { q } else { p }, (value = -inf, at = -1), for i: (value = x[i], at = i));
## Counts, means and variances of parts combine to those of the whole.
pub fn stats(x: f64[n]) -> (n: i64, mean: f64, variance: f64) {
    let s = reduce(
        |a, b| {
            let k = a.n + b.n;
            let d = b.mean - a.mean;
            let w = if k == 0 { 0.0 } else { f64(b.n) / f64(k) };
            (n = k, mean = a.mean + d * w, spread = a.spread + b.spread + d * d * f64(a.n) * w)
        },
        (n = 0, mean = 0.0, spread = 0.0),
        for i: (n = 1, mean = x[i], spread = 0.0)
    );
    (n = s.n, mean = s.mean, variance = s.spread / f64(s.n))
}
pub fn recurrence(x: f64[n]) -> f64 {
    let (a, b) = reduce(|p, q| (p.a * q.a, q.a * p.b + q.b), (a = 1.0, b = 0.0), for i: (a = 0.5, b = x[i]));
    b + 0.0 * a
}
pub fn by_rows(x: f64[n, m]) -> (f64[n], i64[n]) {
    let best = reduce(
        |p, q| if q.value > p.value { q } else { p }, (value = -inf, at = -1),
        for i, j: (value = x[i, j], at = j), axis = 1
    );
    (best.value, best.at)
}
pub fn of_arrays(x: i64[n], y: i64[n]) -> (i64, i64) =
    reduce(|p, q| (a = p.a + q.a, b = max(p.b, q.b)), (a = 0, b = 0), (a = x, b = y));
pub fn kept(x: i64[n, m]) -> (i64[n, 1], i64[n, 1]) =
    reduce(|p, q| (a = p.a + q.a, b = p.b * q.b), (a = 0, b = 1), (a = x, b = x), axis = 1, keep = true);
