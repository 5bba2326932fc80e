# run: from([1, 2, 3, 4], 1) == [2, 3, 4]
# run: upto([1, 2, 3, 4], 3) == [1, 2, 3]
# run: tail([1, 2, 3, 4]) == [3, 4]
# run: head([1, 2, 3, 4]) == [1, 2]
# fails: from([1, 2, 3, 4], 5) status Bounds
# run: from([1, 2, 3, 4], 4) == empty(0)
# run: whole([1, 2]) == [1, 2]
# fails: tail([1]) status Bounds

#! Bounds that are left out, and bounds from the end.

pub fn from(x: i64[n], a: i64) -> i64[n - a] = x[a:];
pub fn upto(x: i64[n], b: i64) -> i64[b] = x[:b];
pub fn tail(x: i64[n]) -> i64[2] = x[-2:];
pub fn head(x: i64[n]) -> i64[n - 2] = x[:-2];
pub fn whole(x: i64[n]) -> i64[n] = x[:];
