# run: ints(1, 300) == 301
# run: mixed_sign(200, -1) == 199
# run: wide_sign(4294967295, -1) == 4294967294
# run: floats(0.5, 0.25) == 0.75
# run: arrays([1, 2], [300, 400]) == [301, 402]

#! Implicit conversions go to the smallest type that holds both.

pub fn ints(a: i8, b: i32) -> i32 = a + b;
pub fn mixed_sign(a: u8, b: i16) -> i16 = a + b;
pub fn wide_sign(a: u32, b: i32) -> i64 = a + b;
pub fn floats(a: f32, b: f64) -> f64 = a + b;
pub fn arrays(a: u8[n], b: u16[n]) -> u16[n] = a + b;
