# run: average([1.0, 2.0, 6.0]) == 3.0
# run: average(empty(0)) == nan
# run: rows([[1.0, 3.0], [5.0, 6.0]]) == [2.0, 5.5]
# run: columns([[1.0, 3.0], [5.0, 6.0]]) == [3.0, 4.5]

#! The mean; of nothing it is NaN.

pub fn average(x: f64[n]) -> f64 = mean(x);
pub fn rows(x: f64[n, m]) -> f64[n] = mean(x, axis = 1);
pub fn columns(x: f64[n, m]) -> f64[m] = mean(x, axis = 0);
