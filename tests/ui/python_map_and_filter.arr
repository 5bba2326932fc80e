pub fn f(x: f64[n]) -> f64[n] = x.map(|v| v * 2.0);
pub fn g(x: f64[n]) -> f64[n] = filter(|v| v > 0.0, x);
pub fn h(x: f64[n]) -> f64[n] = sorted(x);
pub fn k(x: f64[n]) -> f64[n] { var y = x; y.append(1.0); y }
pub fn l(x: f64[n]) -> f64 = list(x)[0];
pub fn m(x: f64[n]) -> f64 { let s = str(x); 0.0 }
