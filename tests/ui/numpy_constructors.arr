pub fn zero(n: i64, m: i64) -> f64[n, m] = zeros((n, m));
pub fn one(n: i64) -> f64[n] = ones(n);
pub fn count_up(n: i64) -> i64[n] = arange(n);
pub fn grid(n: i64) -> f64[n] = linspace(0.0, 1.0, n);
pub fn unit(n: i64) -> f64[n, n] = eye(n);
