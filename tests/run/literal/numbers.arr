# run: decimal() == 1234567
# run: hexadecimal() == 255
# run: binary_float() == 0.0015
# run: suffixed() == 250
# run: single() == 0.1
# run: largest() == 9223372036854775807
# run: smallest() == -9223372036854775808
# run: largest_u64() == 18446744073709551615
# run: special() == (inf, nan, 3.141592653589793)
# run: negative_zero() == -0.0

#! Numbers.

pub fn decimal() -> i64 = 1_234_567;
pub fn hexadecimal() -> i64 = 0xff;
pub fn binary_float() -> f64 = 1.5e-3;
pub fn suffixed() -> u8 = 250u8;
pub fn single() -> f32 = 0.1;
pub fn largest() -> i64 = 9223372036854775807;
pub fn smallest() -> i64 = -9223372036854775808;
pub fn largest_u64() -> u64 = 18446744073709551615;
pub fn special() -> (f64, f64, f64) = (inf, nan, pi);
pub fn negative_zero() -> f64 = -0.0;
