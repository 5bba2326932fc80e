# run: replaced([1, 2, 3]) == [2, 4, 6]
# run: filled([1, 2, 3], 7) == [7, 7, 7]
# run: branch([1, 2], true) == [3, 2]
# run: branch([1, 2], false) == [1, 4]

#! Whole arrays assigned, and arrays changed in branches.

pub fn replaced(x: i64[n]) -> i64[n] { var y = x; y = y + y; y }
pub fn filled(x: i64[n], v: i64) -> i64[n] { var y = x; y[:] = v; y }
pub fn branch(x: i64[n], c: bool) -> i64[n] {
    var y = x;
    if c { y[0] = 3; } else { y[1] = 4; }
    y
}
