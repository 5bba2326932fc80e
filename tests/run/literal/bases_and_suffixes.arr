# run: numbers() == [1000000, 255, 10, 511, 7, 200]
# run: floats() == [0.001, 2.5, 100000.0, 0.25]
# run: small() == (-128, 255, 65535)
# run: edge() == (9223372036854775807, 18446744073709551615)
# run: least() == -9223372036854775808

#! Literals in every notation.

pub fn numbers() -> i64[6] = [1_000_000, 0xff, 0b1010, 0o777, 7i64, 0xC8];
pub fn floats() -> f64[4] = [1e-3, 2.5, 1.0e+5, 2.5E-1];
pub fn small() -> (i8, u8, u16) = (-128, 255u8, 0xffffu16);
pub fn edge() -> (i64, u64) = (9_223_372_036_854_775_807, 0xffff_ffff_ffff_ffff);
pub fn least() -> i64 = -9223372036854775808;
