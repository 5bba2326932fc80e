# run: both([1, 2, 3], 2) == true
# run: both([1, 2, 3], 3) == false
# run: both([1, 2, 3], -1) == false
# run: either(0) == true
# run: either(5) == true
# run: either(20) == false
# run: either([0, 5, 20]) == [true, true, false]

#! `and` and `or` evaluate the right side only where it matters.

pub fn both(x: i64[n], i: i64) -> bool = i >= 0 and i < n and x[i] > 2;
pub fn either(a: i64) -> bool = a == 0 or 10 // a > 0;
