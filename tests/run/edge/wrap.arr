# run: at([1, 2, 3], -1) == 3
# run: at([1, 2, 3], -4) == 3
# run: at([1, 2, 3], 3) == 1
# run: at([1, 2, 3], 1) == 2
# run: at([1, 2, 3], -9223372036854775808) == 2
# fails: at(empty(0), 0) status Bounds
# run: rotate([1, 2, 3], 1) == [2, 3, 1]
# run: rotate([1, 2, 3], -1) == [3, 1, 2]
# run: rotate([1, 2, 3], 300) == [1, 2, 3]

#! `wrap`: the floored remainder.

pub fn at(x: i64[n], i: i64) -> i64 = x[i; wrap];
pub fn rotate(x: i64[n], k: i64) -> i64[n] = for i in 0..n: x[i + k; wrap];
