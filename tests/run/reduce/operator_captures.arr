# run: modular([3, 4, 5], 7) == 4
# run: modular_scan([3, 4, 5], 7) == [3, 5, 4]

#! An operator that uses a value from outside.

pub fn modular(x: i64[n], p: i64) -> i64 = reduce(|a, b| a * b % p, 1, x);
pub fn modular_scan(x: i64[n], p: i64) -> i64[n] = scan(|a, b| a * b % p, 1, x);
