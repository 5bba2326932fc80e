pub fn f(x: f64[n]) -> f64 { let var = mean(x); var }
pub fn g(x: f64[n]) -> f64 = var + 1.0;
