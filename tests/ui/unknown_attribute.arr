@inline
pub fn f(x: f64) -> f64 = x;
@parallel(4)
pub fn g(x: f64) -> f64 = x;
