# run: either([1, 2], [3, 4], true) == [1, 2]
# run: either([1, 2], [3, 4], false) == [3, 4]
# fails: either([1, 2], [3], true) status Shape
# run: last([1, 2], [3, 4]) == [3, 4]
# run: state([1, 2], [3, 4], 3) == [3, 4]
# run: state([1, 2], [3, 4], 0) == [1, 2]

#! Arrays whose extents are equal by a `where`.

pub fn either(x: i64[n], y: i64[m], c: bool) -> i64[n]
where n == m =
    if c { x } else { y };
pub fn last(x: i64[n], y: i64[m]) -> i64[m]
where n == m {
    var z = x;
    z = y;
    z
}
pub fn state(x: i64[n], y: i64[m], k: i64) -> i64[n]
where n == m {
    var z = x;
    loop i in 0..k { z = y; }
    z
}
