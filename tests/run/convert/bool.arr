# run: to_int([true, false]) == [1, 0]
# run: to_float([true, false]) == [1.0, 0.0]
# run: from_int([0, 1, -1, 256]) == [false, true, true, true]
# run: from_float([0.0, -0.0, 0.5, nan]) == [false, false, true, true]
# run: to_u8([true, false]) == [1, 0]

#! Bools and numbers.

pub fn to_int(x: bool) -> i64 = i64(x);
pub fn to_float(x: bool) -> f64 = f64(x);
pub fn from_int(x: i64) -> bool = bool(x);
pub fn from_float(x: f64) -> bool = bool(x);
pub fn to_u8(x: bool) -> u8 = u8(x);
