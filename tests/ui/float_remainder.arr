pub fn wrap(x: f64) -> f64 = x % 1.0;
pub fn floor_divide(x: f64) -> f64 = x // 2.0;
