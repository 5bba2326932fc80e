# fails: total([1, 2, 0, 4]) status Divide
# run: total([1, 2, 4]) == 175
# fails: outside([1, 2, 3], 4) status Bounds "3"
# run: outside([1, 2, 3], 3) == 6

#! Errors inside of loops.

pub fn total(x: i64[n]) -> i64 { var s = 0; loop i in 0..n { s += 100 // x[i]; } s }
pub fn outside(x: i64[n], k: i64) -> i64 { var s = 0; loop i in 0..k { s += x[i]; } s }
