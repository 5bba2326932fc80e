# run: wide([7, -7, 7, 5], [2, 2, -1, -2]) == ([3, -4, -7, -3], [1, 1, 0, -1])
# run: narrow([-128, 7, -7], [-1, -1, 2]) == ([-128, -7, -4], [0, 0, 1])
# fails: wide([1], [0]) status Divide

#! Quotients round down, also by -1.

pub fn wide(x: i64[n], y: i64[n]) -> (i64[n], i64[n]) = (x // y, x % y);
pub fn narrow(x: i8[n], y: i8[n]) -> (i8[n], i8[n]) = (x // y, x % y);
