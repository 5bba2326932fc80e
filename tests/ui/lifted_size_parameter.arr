fn powers(x: f64, n: i64) -> f64[n] = for i in 0..n: x * f64(i);
pub fn f(x: f64, ns: i64[k]) -> f64[k] = sum(powers(x, ns), axis = 1);
