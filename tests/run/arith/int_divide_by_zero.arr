# fails: f_i8(0, 0) status Divide
# fails: f_i8(127, 0) status Divide
# fails: f_i16(0, 0) status Divide
# fails: f_i16(32767, 0) status Divide
# fails: f_i32(0, 0) status Divide
# fails: f_i32(2147483647, 0) status Divide
# fails: f_i64(0, 0) status Divide
# fails: f_i64(9223372036854775807, 0) status Divide
# fails: f_u8(0, 0) status Divide
# fails: f_u8(255, 0) status Divide
# fails: f_u16(0, 0) status Divide
# fails: f_u16(65535, 0) status Divide
# fails: f_u32(0, 0) status Divide
# fails: f_u32(4294967295, 0) status Divide
# fails: f_u64(0, 0) status Divide
# fails: f_u64(18446744073709551615, 0) status Divide
# fails: f_i32([6, 7, 8], [1, 0, 2]) status Divide
# run: f_i32([6, 7, 8], [1, 7, 2]) == [6, 1, 4]
# run: f_i32(empty(0), empty(0)) == empty(0)

#! Division by zero is an error, wherever it stands in a frame.

pub fn f<T: int>(a: T, b: T) -> T = a // b;
