pub fn f(x: [f64; 3]) -> f64 = sum(x);
pub fn g(x: &f64[n]) -> f64 = sum(x);
pub fn h(x: Vec<f64>) -> f64 = sum(x);
