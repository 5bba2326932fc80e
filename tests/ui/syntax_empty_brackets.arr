pub fn f(x: f64[]) -> f64 = 0.0;
pub fn g(x: f64[n]) -> f64[n] = x[];
