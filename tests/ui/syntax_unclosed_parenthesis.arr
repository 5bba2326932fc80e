pub fn f(x: f64) -> f64 = sqrt(x + 1.0;
pub fn g(x: f64) -> f64 = x + ;
