# run: second([1, 2, 3]) == 2
# fails: second([1]) status Shape
# run: equal([1, 2], [3, 4]) == [4, 6]
# fails: equal([1, 2], [3]) status Shape
# fails: bounded([1, 2, 3, 4, 5]) status Shape
# run: bounded([1, 2]) == 3

#! `where` is checked on entry.

pub fn second(x: i64[n]) -> i64
where n >= 2 =
    x[1];
pub fn equal(x: i64[n], y: i64[m]) -> i64[n]
where n == m =
    x + y;
pub fn bounded(x: i64[n]) -> i64
where n > 0, n < 5 =
    sum(x);
