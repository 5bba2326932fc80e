# run: sorted(3, 1) == (1, 3)
# run: sorted(1, 3) == (1, 3)
# run: arrays([1, 2], true) == ([1, 2], [2, 4])
# run: arrays([1, 2], false) == ([2, 4], [1, 2])

#! A branch may have several values, arrays too.

pub fn sorted(a: i64, b: i64) -> (i64, i64) = if a < b { (a, b) } else { (b, a) };
pub fn arrays(x: i64[n], c: bool) -> (i64[n], i64[n]) = if c { (x, 2 * x) } else { (2 * x, x) };
