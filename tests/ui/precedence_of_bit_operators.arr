pub fn scalar(x: f64) -> bool = x > 0 & x < 1;
pub fn tight(x: f64) -> bool = x>0&x<1;
pub fn array(x: f64[n]) -> f64 = sum(where(x < 0 | x > 1, x, 0.0));
pub fn either(x: i64) -> bool = x == 0 | x == 1;
pub fn odd(x: i64) -> bool = x == 0 ^ x == 1;
