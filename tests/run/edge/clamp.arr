# run: at([1, 2, 3], -5) == 1
# run: at([1, 2, 3], 1) == 2
# run: at([1, 2, 3], 3) == 3
# run: at([1, 2, 3], 9223372036854775807) == 3
# fails: at(empty(0), 0) status Bounds
# run: before([1, 2, 3]) == [1, 1, 2]
# run: after([1, 2, 3]) == [2, 3, 3]
# run: before(empty(0)) == empty(0)

#! `clamp`: the nearest element.

pub fn at(x: i64[n], i: i64) -> i64 = x[i; clamp];
pub fn before(x: i64[n]) -> i64[n] = for i in 0..n: x[i - 1; clamp];
pub fn after(x: i64[n]) -> i64[n] = for i in 0..n: x[i + 1; clamp];
