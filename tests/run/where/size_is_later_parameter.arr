# run: f([1, 2, 3], 3) == 9
# fails: f([1, 2, 3], 2) status Shape
# run: g([1, 2, 3, 4], 2) == 10
# fails: g([1, 2, 3], 2) status Shape

#! A parameter that is the extent of an earlier one.

pub fn f(x: i64[k], k: i64) -> i64 = sum(x) + k;
pub fn g(x: i64[2 * k], k: i64) -> i64 = sum(x);
