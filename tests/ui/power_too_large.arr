pub fn f() -> i64 = 2 ** 100;
pub fn g() -> u8 = 2 ** 8;
