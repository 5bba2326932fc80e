pub fn f(x: f64[..s]) -> f64[..s] = 2.0 * x;
