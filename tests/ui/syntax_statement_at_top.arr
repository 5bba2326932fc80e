let g = 9.81;
pub fn f(m: f64) -> f64 = m * g;
