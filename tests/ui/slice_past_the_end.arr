pub fn f(x: f64[3]) -> f64[9] = x[0:9];
pub fn g(x: f64[n]) -> f64[n] = x[1:n + 1];
pub fn h(x: f64[3]) -> f64[2] = x[0:4:2];
pub fn k(x: f64[3]) -> f64 = sum(x[2:1]);
pub fn l(x: f64[n]) -> f64 = sum(x[5:3]);
