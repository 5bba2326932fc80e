fn norm(x: f64[n]) -> f64 = sqrt(sum(x * x));
pub fn f(x: f64) -> f64 = norm(x);
