#! Nearest centroids.

## The smallest index of the centroid nearest to each point.
pub fn kmeans_assign(x: f32[n, d], c: f32[k, d]) -> i32[n] =
    for i: i32(argmin(for j: sum(for f: (x[i, f] - c[j, f])**2)));
