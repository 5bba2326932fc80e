pub fn f() -> i64 { var s = 0; loop i in 0..=9223372036854775807 { s += i; } s }
