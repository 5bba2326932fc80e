pub fn how_many(x: f64[n]) -> i64 = sum(x > 0.0);
pub fn gate(x: f64) -> f64 = (x > 0.0) * x;
pub fn flip(x: bool) -> bool = -x;
