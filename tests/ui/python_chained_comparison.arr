pub fn inside(x: f64) -> bool = 0.0 < x < 1.0;
pub fn inside_all(x: f64[n]) -> bool[n] = 0.0 <= x <= 1.0;
