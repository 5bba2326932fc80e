# run: cross([1.0, 0.0, 0.0], [0.0, 1.0, 0.0]) == [0.0, 0.0, 1.0]
# fails: cross([1.0, 0.0], [0.0, 1.0, 0.0]) status Shape
# run: zeros(2) == [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]

#! Constant extents.

pub fn cross(a: f64[3], b: f64[3]) -> f64[3] = [
    a[1] * b[2] - a[2] * b[1],
    a[2] * b[0] - a[0] * b[2],
    a[0] * b[1] - a[1] * b[0],
];
pub fn zeros(n: i64) -> f64[n, 3] = f64[n, 3](0);
