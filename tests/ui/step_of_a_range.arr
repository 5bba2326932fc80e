pub fn f(n: i64) -> i64 { var s = 0; loop i in 0..n by 0 { s += i; } s }
pub fn h(n: i64) -> i64 { var s = 0; loop i in 0..n by 4294967296 { s += i; } s }
