# run: by_u8([10, 20, 30], [2, 1]) == [30, 20]
# run: by_i8([10, 20, 30], [2, 1]) == [30, 20]
# fails: by_i8([10, 20, 30], [-1]) status Bounds
# fails: by_u8([10, 20, 30], [255]) status Bounds "255"
# run: by_u32([10, 20, 30], [0]) == [10]

#! Index arrays of other integer types.

pub fn by_u8(x: i64[n], i: u8[m]) -> i64[m] = x[i];
pub fn by_i8(x: i64[n], i: i8[m]) -> i64[m] = x[i];
pub fn by_u32(x: i64[n], i: u32[m]) -> i64[m] = x[i];
