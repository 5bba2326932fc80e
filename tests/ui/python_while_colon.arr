pub fn f(n: i64) -> i64 { var k = n; while k > 1: k = k // 2; k }
pub fn g(n: i64) -> i64 { var k = n; while k > 1: { k = k // 2; } k }
