pub fn squares(n: i64) -> i64[n] = for i in range(n): i * i;
