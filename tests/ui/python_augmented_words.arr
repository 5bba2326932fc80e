pub fn f(a: bool, b: bool) -> bool = a xor b;
pub fn g(a: i64) -> i64 = a mod 3 + a div 2;
pub fn h(x: i64) -> bool = x in [1, 2];
