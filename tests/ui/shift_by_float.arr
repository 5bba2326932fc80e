pub fn f(rule: u8, code: f64) -> u8 = rule >> code;
pub fn g(l: bool[n]) -> i64[n] = 4 * l;
pub fn h(k: i64) -> i64 = 2 ** k;
