pub fn rounded(a: c64) -> c64 = floor(a);
pub fn rest(a: c64, b: c64) -> c64 = a % b;
pub fn number(a: c64[n]) -> i64 = count(a);
pub fn missing(a: c64) -> c64 = erf(a);
pub fn field(a: c64) -> f32 = a.re;
