# run: smoothed([1.0, 2.0, 3.0]) == [1.0, 2.5, 4.25]
# run: best([1, 5, 3, 9, 2]) == ([1, 5, 5, 9, 9], [0, 1, 1, 3, 3])
# run: down([[1, 4], [5, 3], [2, 9]]) == ([[1, 4], [5, 4], [5, 9]], [[1, 4], [6, 7], [8, 16]])
# run: extremes([3, 1, 4, 1, 5]) == ([3, 1, 1, 1, 1], [3, 3, 4, 4, 5])
# run: running([[2.0, nan], [1.0, 3.0]]) == [[2.0, nan], [1.0, nan]]

#! Scans of tuples, and running extremes.

pub fn smoothed(x: f64[n]) -> f64[n] {
    let (a, b) = scan(|p, q| (p.a * q.a, q.a * p.b + q.b), (a = 1.0, b = 0.0), for i: (a = 0.5, b = x[i]));
    b + 0.0 * a
}
pub fn best(x: i64[n]) -> (i64[n], i64[n]) {
    let at = for i in 0..n: i;
    let s = scan(|p, q| if q.v > p.v { q } else { p }, (v = -100, i = -1), (v = x, i = at));
    (s.v, s.i)
}
pub fn down(x: i64[n, m]) -> (i64[n, m], i64[n, m]) =
    scan(|p, q| (a = max(p.a, q.a), b = p.b + q.b), (a = 0, b = 0), (a = x, b = x), axis = 0);
pub fn extremes(x: i64[n]) -> (i64[n], i64[n]) = (cummin(x), cummax(x));
pub fn running(x: f64[n, m]) -> f64[n, m] = cummin(x, axis = 0);
