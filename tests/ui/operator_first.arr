pub fn a(x: f64[n]) -> f64 = reduce(x, 0.0, |a, b| a + b);

pub fn b(x: f64[n]) -> f64 = x.fold(|a, b| 2 * a + b, 0.0);
