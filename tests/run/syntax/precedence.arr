# run: power(3.0) == -9.0
# run: arithmetic(2, 3, 4) == 14
# run: floor_of_negative(7) == -4
# run: shifts(1, 2) == 12
# run: logic(true, false, false) == true
# run: bit_and_compare(6) == true
# run: right_power(2.0) == 16.0

#! Precedence as in Python.

pub fn power(x: f64) -> f64 = -x**2;
pub fn arithmetic(a: i64, b: i64, c: i64) -> i64 = a + b * c;
pub fn floor_of_negative(a: i64) -> i64 = -a // 2;
pub fn shifts(a: i64, b: i64) -> i64 = a + b << 2;
pub fn logic(a: bool, b: bool, c: bool) -> bool = a or b and c;
pub fn bit_and_compare(a: i64) -> bool = a & 2 == 2;
pub fn right_power(x: f64) -> f64 = (x**2)**2;
