# run: signs([-2.0, 0.0, 3.0, nan]) == [-1.0, 1.0, 1.0, 1.0]
# run: choose([true, false], [1, 2], [3, 4]) == [1, 4]
# fails: both_sides([1, 2], [0, 1]) status Divide
# run: stretched([true, false], 7, [3, 4]) == [7, 4]

#! `where` is elementwise and evaluates both sides.

pub fn signs(x: f64[n]) -> f64[n] = where(x < 0, -1.0, 1.0);
pub fn choose(c: bool[n], a: i64[n], b: i64[n]) -> i64[n] = where(c, a, b);
pub fn both_sides(a: i64[n], b: i64[n]) -> i64[n] = where(b == 0, 0, a // b);
pub fn stretched(c: bool[n], a: i64, b: i64[n]) -> i64[n] = where(c, a, b);
