pub fn row_sums(x: f64[n, m]) -> f64[n] = sum(x, axis = 0);
pub fn all_of_it(x: f64[n]) -> f64 = x;
pub fn scalar_for_array(n: i64) -> f64[n] = 0.0;
