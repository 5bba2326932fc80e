#! Distances between all pairs of points.

## Euclidean distances.
pub fn pairwise(x: f32[n, d], y: f32[m, d]) -> f32[n, m] = for i, j: sqrt(sum(for f: (x[i, f] - y[j, f])**2));
