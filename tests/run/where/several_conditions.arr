# run: window([1.0, 2.0, 3.0, 4.0], 2, 1) == [3.0, 5.0, 7.0]
# fails: window([1.0, 2.0, 3.0, 4.0], 0, 1) status Shape
# fails: window([1.0], 2, 1) status Shape
# run: joined([1, 2], [3, 4], [5, 6]) == [9, 12]
# fails: joined([1, 2], [3, 4], [5]) status Shape
# run: stacked([1, 2, 3, 4], [5, 6]) == [6, 8, 8, 10]
# fails: stacked([1, 2, 3], [5, 6]) status Shape

#! `where` with several sizes, joined by commas and `and`.

pub fn window(x: f64[n], k: i64, step: i64) -> f64[n - k + 1]
where k >= 1, k <= n and step == 1 =
    for i in 0..n - k + 1: sum(x[i:i + k]);
pub fn joined(x: i64[n], y: i64[m], z: i64[k]) -> i64[n]
where n == m, m == k = x + y + z;
pub fn stacked(x: i64[n], y: i64[m]) -> i64[n]
where n == 2 * m = x + concat(y, y);
