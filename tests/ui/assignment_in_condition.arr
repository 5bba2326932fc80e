pub fn f(x: i64) -> i64 = if x = 1 { 2 } else { 3 };
