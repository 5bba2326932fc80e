# run: distances([[0.0, 0.0], [3.0, 4.0]]) == [[0.0, 5.0], [5.0, 0.0]]
# run: nearest([[0.0, 0.0], [3.0, 4.0], [0.0, 1.0]]) == [2, 2, 0]

#! Distances of all pairs of points.

pub fn distances(p: f64[n, d]) -> f64[n, n] =
    for i in 0..n, j in 0..n: sqrt(sum(for k: (p[i, k] - p[j, k])**2));
pub fn nearest(p: f64[n, d]) -> i64[n] {
    let far = distances(p);
    for i in 0..n: argmin(for j in 0..n: if i == j { inf } else { far[i, j] })
}
