pub fn f(x: f64, k: i64) -> bool = x == k;
pub fn g(x: bool, k: i64) -> bool = x == k;
