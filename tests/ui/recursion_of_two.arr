fn even(n: i64) -> bool = if n == 0 { true } else { odd(n - 1) };
fn odd(n: i64) -> bool = if n == 0 { false } else { even(n - 1) };
pub fn f(n: i64) -> bool = even(n);
