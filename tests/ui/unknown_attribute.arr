@inline
pub fn f(x: f64) -> f64 = x;
@exprot("g")
pub fn h(x: f64) -> f64 = x;
