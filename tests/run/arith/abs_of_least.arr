# run: wraps([-2147483648, 5, -5]) == [true, false, false]
# run: wraps_wide([-9223372036854775808, 1]) == [true, false]

#! The absolute value of the smallest integer is itself.

pub fn wraps(x: i32[n]) -> bool[n] = abs(x) < 0;
pub fn wraps_wide(x: i64[n]) -> bool[n] = abs(x) < 0;
