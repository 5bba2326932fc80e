pub fn f(x: u8[n]) -> i64 = count(x == 'a');
