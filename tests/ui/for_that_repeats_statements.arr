pub fn total(x: f64[n]) -> f64 { var s = 0.0; for i in 0..n { s += x[i]; } s }
pub fn doubled(x: f64[n]) -> f64[n] { var y = x; for i in 0..n: y[i] = 2 * x[i]; y }
pub fn moved(x: f64[n]) -> f64[n] { var y = x; for i: y[i] += 1.0; y }
pub fn direct(x: f64[n]) -> f64[n] = for i in 0..n: x[i] = 2 * x[i];
pub fn table(x: f64[n, m]) -> f64[n, m] { var y = x; for i in 0..n, j in 0..m { y[i, j] = 0.0; } y }
