# run: rows([[1.0, 3.0], [2.0, 2.0]]) == [[4.0], [4.0]]
# run: columns([[1.0, 3.0], [2.0, 2.0]]) == [[3.0, 5.0]]
# run: shares([[1.0, 3.0], [2.0, 2.0]]) == [[0.25, 0.75], [0.5, 0.5]]
# run: all_kept([[1.0, 3.0], [2.0, 2.0]]) == [[8.0]]

#! `keep` leaves an axis of extent 1, which stretches.

pub fn rows(x: f64[n, m]) -> f64[n, 1] = sum(x, axis = 1, keep = true);
pub fn columns(x: f64[n, m]) -> f64[1, m] = sum(x, axis = 0, keep = true);
pub fn shares(x: f64[n, m]) -> f64[n, m] = x / sum(x, axis = 1, keep = true);
pub fn all_kept(x: f64[n, m]) -> f64[1, 1] = sum(x, keep = true);
