# run: nested(3.0) == (10.0, 100.0)
# run: as_argument(2) == 25
# run: in_array(1) == [2, 4, 6]
# run: in_index([10, 20, 30], 1) == 30
# run: shadowed(2.0) == 2.0

#! A block is a value in parentheses, in arguments, in array literals and in indices.

pub fn nested(x: f64) -> (f64, f64) { let a = { let b = x * x; { let c = b + 1.0; c } }; (a, { let d = a; d * d }) }
fn square(x: i64) -> i64 = x * x;
pub fn as_argument(x: i64) -> i64 = square({ let y = x + 3; y });
pub fn in_array(x: i64) -> i64[3] = [{ let y = x; 2 * y }, { 4 * x }, 6];
pub fn in_index(x: i64[n], i: i64) -> i64 = x[{ let j = i + 1; j }];
pub fn shadowed(x: f64) -> f64 { { let x = 5.0; assert x == 5.0; } x }
