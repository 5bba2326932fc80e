# run: at([1, 2, 3], 1) == 3
# run: clamped([1, 2, 3], 1) == 1
# run: checked([1, 2, 3], 1) == 3

#! With an edge mode a leading minus is a plain number.

pub fn at(x: i64[n], k: i64) -> i64 = x[-k; wrap];
pub fn clamped(x: i64[n], k: i64) -> i64 = x[-k; clamp];
pub fn checked(x: i64[n], k: i64) -> i64 = x[-k];
