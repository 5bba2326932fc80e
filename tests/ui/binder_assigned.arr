pub fn f(n: i64) -> i64[n] = for i in 0..n: { i += 1; i };
