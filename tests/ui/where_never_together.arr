pub fn f(x: f64[n]) -> f64
where n >= 5, n < 2 =
    sum(x);
pub fn g(x: f64[n], y: f64[m]) -> f64
where n == 2 * m and n > 2 * m =
    sum(x) + sum(y);
pub fn fine(x: f64[n], y: f64[m]) -> f64
where n >= 5, n <= 5, m < n, m >= 0 =
    sum(x) + sum(y);
