# run: smallest_u8([200, 100, 255]) == 100
# run: largest_u8([200, 100, 255]) == 255
# run: smallest_i8([-128, 127]) == -128
# run: largest_i8([-128, -127]) == -127
# run: smallest_u64([18446744073709551615, 9223372036854775808]) == 9223372036854775808
# run: largest_u64([1, 18446744073709551615]) == 18446744073709551615

#! Minimum and maximum of signed and unsigned integers.

pub fn smallest<T: i8 | u8 | u64>(x: T[n]) -> T = min(x);
pub fn largest<T: i8 | u8 | u64>(x: T[n]) -> T = max(x);
