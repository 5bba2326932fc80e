pub fn below(a: c64, b: c64) -> bool = a < b;
pub fn largest(a: c128[n]) -> c128 = max(a);
pub fn first(a: c128[n]) -> i64 = argmin(a);
pub fn larger(a: c64, b: c64) -> c64 = max(a, b);
