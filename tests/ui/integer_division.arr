pub fn half(x: i64) -> i64 = x / 2;
pub fn ratio(a: i32[n], b: i32[n]) -> i32[n] = a / b;
