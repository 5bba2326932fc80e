pub fn f(x: u64, y: i64) -> i64 = x + y;
