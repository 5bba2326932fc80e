# run: over_first(2, 3) == [10, 12, 14]
# run: over_second(2, 3) == [3, 33]
# run: over_second(0, 3) == empty(0)
# run: over_first(0, 3) == [0, 0, 0]
# fails: over_first(2, -1) status Shape

#! One axis of a `for` reduced, the other stored.

pub fn over_first(n: i64, m: i64) -> i64[m] = sum(for i in 0..n, j in 0..m: 10 * i + j, axis = 0);
pub fn over_second(n: i64, m: i64) -> i64[n] = sum(for i in 0..n, j in 0..m: 10 * i + j, axis = 1);
