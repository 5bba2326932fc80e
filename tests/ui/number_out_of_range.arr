pub fn a() -> u8 = 256;
pub fn b() -> i8 = -129;
pub fn c(x: u8[n]) -> u8[n] = x + 300;
pub fn d() -> u64 = -1;
pub fn e() -> f32 = 1e39;
pub fn f() -> i64 = 9223372036854775808;
