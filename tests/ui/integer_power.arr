pub fn inverse(x: i64) -> i64 = x ** -1;
pub fn power(x: i64, k: i64) -> i64 = x ** k;
