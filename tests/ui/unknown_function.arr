pub fn f(x: f64) -> f64 = sqtr(x);
pub fn g(x: f64[n]) -> f64[n] = sofmax(x);
fn softmax(x: f64[n]) -> f64[n] = exp(x) / sum(exp(x));
