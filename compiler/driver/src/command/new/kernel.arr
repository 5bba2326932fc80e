#! Points and series: two kernels to begin with.

## Distance of each point from the origin.
## Example: norms([[3.0, 4.0], [5.0, 12.0]]) == [5.0, 13.0]
pub fn norms(points: f64[n, d]) -> f64[n] = for i: sqrt(sum(points[i] * points[i]));

## Means of three neighbours; the first and the last element stay.
## Example: smooth([3.0, 0.0, 6.0, 9.0]) == [3.0, 3.0, 5.0, 9.0]
pub fn smooth(x: f64[n]) -> f64[n]
where n >= 2 {
    var y = x;
    y[1:-1] = (x[:-2] + x[1:-1] + x[2:]) / 3.0;
    y
}

test "norms of points on circles" {
    let found = norms([[3.0, 4.0], [5.0, 12.0]]);
    assert found[0] == 5.0 and found[1] == 13.0;
}

test "a constant series stays" {
    assert all(smooth([2.0, 2.0, 2.0]) == 2.0);
}
