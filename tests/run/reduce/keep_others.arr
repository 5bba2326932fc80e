# run: low([[3.0, 1.0], [2.0, 5.0]]) == [[1.0], [2.0]]
# run: place([[3.0, 1.0], [2.0, 5.0]]) == [[1], [0]]
# run: middle([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]) == [[[4, 6]], [[12, 14]]]
# run: some([[true, false]]) == [[true]]

#! `keep` with other reductions.

pub fn low(x: f64[n, m]) -> f64[n, 1] = min(x, axis = 1, keep = true);
pub fn place(x: f64[n, m]) -> i64[n, 1] = argmin(x, axis = 1, keep = true);
pub fn middle(x: i64[a, b, c]) -> i64[a, 1, c] = sum(x, axis = 1, keep = true);
pub fn some(x: bool[n, m]) -> bool[n, 1] = any(x, axis = 1, keep = true);
