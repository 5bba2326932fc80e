# run: dots([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [0, 0, 1, 3, 6, 10]) == [0.0, 10.0, 42.0, 88.0, 80.0]
# run: dots([-0.0, 0.0, -0.0, 1.0, -0.0], [3, 3, 3, 3, 3], [0, 1, 3, 5]) == [-0.0, 0.0, 1.0]
# run: dots([inf, nan, -inf, 1.0], [3, 3, 3, 3], [0, 1, 2, 3, 4, 4]) == [inf, nan, -inf, 1.0, 0.0]
# fails: dots([1.0, 2.0, 3.0], [0, 1, 3], [0, 2, 3]) status Bounds
# fails: dots([1.0, 2.0, 3.0], [0, 1, -1], [0, 3]) status Bounds
# run: dots([1.0, 2.0, 3.0], [0, 1, -1], [0, 2]) == [5.0]
# run: below([[1.0, 0.0, 0.0], [2.0, 3.0, 0.0], [4.0, 5.0, 6.0]]) == [1.0, 8.0, 32.0]
# run: scaled([1.0, 2.0, 3.0, 4.0, 5.0], [0.5], [0, 2, 5, 5]) == [1.5, 6.0, 0.0]
# fails: scaled([1.0, 2.0, 3.0, 4.0, 5.0], [], [0, 2]) status Bounds
# run: scaled([1.0, 2.0, 3.0, 4.0, 5.0], [], [0, 0]) == [0.0]
# run: both([1.0, 2.0, 3.0, 4.0, 5.0], [0, 0, 1, 5]) == ([0.0, 1.0, 14.0], [0.0, -1.0, -14.0])

#! Sums in order whose lengths change from row to row: from none to all of the last four elements side by side.

pub fn dots(v: f64[n], c: i32[n], p: i64[r]) -> f64[r - 1] =
    for i in 0..r - 1: sum(for k in p[i]..p[i + 1]: v[k] * v[c[k]]);
pub fn below(a: f32[n, n]) -> f32[n] = for i in 0..n: sum(for k in 0..i + 1: a[i, k] * f32(k + 1) - 0.0 * a[k, i]);
pub fn scaled(v: f64[n], s: f64[m], p: i64[r]) -> f64[r - 1] =
    for i in 0..r - 1: sum(for k in p[i]..p[i + 1]: v[k] * s[0]);
pub fn both(v: f64[n], p: i64[r]) -> (f64[r - 1], f64[r - 1]) = for i in 0..r - 1: {
    let a = sum(for k in p[i]..p[i + 1]: v[k]);
    let b = sum(for k in p[i]..p[i + 1]: -v[k]);
    (a, b)
};
