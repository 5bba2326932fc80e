pub fn f(x: i64) -> i64 = x * 0.5;
pub fn g() -> i64 = 2.0;
pub fn h(x: i32[n]) -> i32[n] = x + 1.5;
