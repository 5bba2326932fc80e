# run: safe(10, 0) == 0
# run: safe(10, 3) == 3
# run: safe([10, 7], [0, 7]) == [0, 1]
# run: guarded([1, 2, 3], 5) == -1
# run: guarded([1, 2, 3], 1) == 2
# run: chain(-5) == -1
# run: chain(0) == 0
# run: chain(7) == 1

#! A branch that is not taken is not evaluated.

pub fn safe(a: i64, b: i64) -> i64 = if b == 0 { 0 } else { a // b };
pub fn guarded(x: i64[n], i: i64) -> i64 = if i >= 0 and i < n { x[i] } else { -1 };
pub fn chain(a: i64) -> i64 = if a < 0 { -1 } else if a == 0 { 0 } else { 1 };
