# A reduction of a whole matrix, where one number for each row is declared.

pub fn sums(x: f64[n, m]) -> f64[n] = sum(x);
pub fn lengths(x: f64[n, m]) -> f64[n] = norm(x);
pub fn extent(x: f64[n]) -> i64 = x.shape;
