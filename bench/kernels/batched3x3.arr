#! Inverses of small matrices.

## The inverse of each 3 by 3 matrix, by cofactors.
pub fn inv3(a: f64[n, 3, 3]) -> f64[n, 3, 3] = for i in 0..n: {
    let c00 = a[i, 1, 1] * a[i, 2, 2] - a[i, 1, 2] * a[i, 2, 1];
    let c01 = a[i, 1, 2] * a[i, 2, 0] - a[i, 1, 0] * a[i, 2, 2];
    let c02 = a[i, 1, 0] * a[i, 2, 1] - a[i, 1, 1] * a[i, 2, 0];
    let c10 = a[i, 0, 2] * a[i, 2, 1] - a[i, 0, 1] * a[i, 2, 2];
    let c11 = a[i, 0, 0] * a[i, 2, 2] - a[i, 0, 2] * a[i, 2, 0];
    let c12 = a[i, 0, 1] * a[i, 2, 0] - a[i, 0, 0] * a[i, 2, 1];
    let c20 = a[i, 0, 1] * a[i, 1, 2] - a[i, 0, 2] * a[i, 1, 1];
    let c21 = a[i, 0, 2] * a[i, 1, 0] - a[i, 0, 0] * a[i, 1, 2];
    let c22 = a[i, 0, 0] * a[i, 1, 1] - a[i, 0, 1] * a[i, 1, 0];
    let r = 1.0 / (a[i, 0, 0] * c00 + a[i, 0, 1] * c01 + a[i, 0, 2] * c02);
    [[c00 * r, c10 * r, c20 * r], [c01 * r, c11 * r, c21 * r], [c02 * r, c12 * r, c22 * r]]
};
