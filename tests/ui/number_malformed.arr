pub fn a() -> i64 = 0b12;
pub fn b() -> f64 = 1.5u8;
pub fn c() -> f64 = 3m;
pub fn d() -> i64 = 0x;
pub fn e() -> f64 = 1e;
