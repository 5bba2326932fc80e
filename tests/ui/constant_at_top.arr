const N = 5;
pub fn f(x: f64[n]) -> f64 = sum(x);
let g = 9.81;
static M = 2;
