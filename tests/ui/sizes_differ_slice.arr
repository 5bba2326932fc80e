pub fn differences(x: f64[n]) -> f64[n] = x[1:] - x[:-1];
pub fn wrong(x: f64[n]) -> f64[n - 1] = x[2:] - x[:-1];
