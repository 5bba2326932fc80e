pub fn zero(n: i64, m: i64) -> f64[n, m] = zeros((n, m));
pub fn one(n: i64) -> f64[n] = ones(n);
pub fn unit(n: i64) -> f64[n, n] = identity(n);
