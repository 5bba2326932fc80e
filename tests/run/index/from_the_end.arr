# run: last([1, 2, 3]) == 3
# run: before_last([1, 2, 3]) == 2
# run: from_end([1, 2, 3, 4], 1) == 4
# run: from_end([1, 2, 3, 4], 4) == 1
# fails: from_end([1, 2, 3, 4], 5) status Bounds
# fails: from_end([1, 2, 3, 4], 0) status Bounds
# fails: last(empty(0)) status Bounds

#! An index whose outermost operator is a minus counts from the end.

pub fn last(x: i64[n]) -> i64 = x[-1];
pub fn before_last(x: i64[n]) -> i64 = x[-2];
pub fn from_end(x: i64[n], k: i64) -> i64 = x[-k];
