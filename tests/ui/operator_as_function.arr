pub fn f(x: f64[n]) -> f64 = reduce(+, 0.0, x);
pub fn g(x: f64[n]) -> f64[n] = scan(*, 1.0, x);
