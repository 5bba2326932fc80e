# run: narrow([1, 2, 3, 65540, 5, 6, 7, 8, 9]) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
# run: bytes([1, 2, 3, 4, 257]) == [1, 2, 3, 4, 1]

#! The last element of a narrowed array writes nothing behind it.

pub fn narrow(x: u64[9]) -> u16[9] = u16(x);
pub fn bytes(x: i32[5]) -> u8[5] = u8(x);
