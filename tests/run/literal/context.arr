# run: as_i8(100) == -56
# run: as_u8(255) == 0
# run: as_f32(0.1) == 0.2
# run: int_in_float(1.5) == 3.5
# run: untyped(1.5) == 4.5
# run: untyped_int(1) == 4

#! A literal takes the type that its context needs; so does a `let` of literals.

pub fn as_i8(x: i8) -> i8 = x + 100;
pub fn as_u8(x: u8) -> u8 = x + 1;
pub fn as_f32(x: f32) -> f32 = x + 0.1;
pub fn int_in_float(x: f64) -> f64 = x + 2;
pub fn untyped(x: f64) -> f64 { let three = 3; x * three }
pub fn untyped_int(x: i32) -> i32 { let three = 3; x + three }
