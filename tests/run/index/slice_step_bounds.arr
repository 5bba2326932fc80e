# run: part([1, 2, 3], 0, 3) == 4
# fails: part([1, 2, 3], 0, 4) status Bounds
# fails: part([1, 2, 3], -1, 3) status Bounds
# fails: part([1, 2, 3], 2, 1) status Bounds
# run: part([1, 2, 3], 3, 3) == 0
# fails: part([1, 2, 3], 4, 4) status Bounds
# run: back([1, 2, 3], 2, -1) == 4
# run: back([1, 2, 3], 2, 0) == 3
# fails: back([1, 2, 3], 3, 0) status Bounds
# fails: back([1, 2, 3], 2, -2) status Bounds
# fails: back([1, 2, 3], 0, 1) status Bounds
# run: reversed(empty(0)) == empty(0)
# run: zeroed([1, 2, 3], 3) == [0, 2, 0]
# fails: zeroed([1, 2, 3], 4) status Bounds

#! The bounds of a slice with a step are on the axis, also where no element would be just inside them.

pub fn part(x: i64[n], a: i64, b: i64) -> i64 = sum(x[a:b:2]);
pub fn back(x: i64[n], a: i64, b: i64) -> i64 = sum(x[a:b:-2]);
pub fn reversed(x: i64[n]) -> i64[n] = x[::-1];
pub fn zeroed(x: i64[n], b: i64) -> i64[n] { var y = x; y[0:b:2] = 0; y }
