# run: down([[1.0, 2.0], [3.0, 4.0]]) == [[1.0, 2.0], [4.0, 6.0]]

#! Running sums of columns.

pub fn down(x: f64[n, m]) -> f64[n, m] = cumsum(x, axis = 0);
pub fn thin(x: f64[n, 3]) -> f64[n, 3] = cumsum(x, axis = 0);
