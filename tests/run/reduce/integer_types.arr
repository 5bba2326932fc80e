# run: wide([200, 100]) == 300
# run: as_u8([200, 100]) == 44
# run: by_context([200, 100]) == 44
# run: from_i8([100, 100]) == 200
# run: signed_narrow([100, 100]) == -56
# run: from_u32([4294967295, 1]) == 4294967296
# run: product_as([100, 100]) == 16

#! An integer sum has 64 bits unless `as` or the context says otherwise.

pub fn wide(x: u8[n]) -> u64 = sum(x);
pub fn as_u8(x: u8[n]) -> u8 = sum(x, as = u8);
pub fn by_context(x: u8[n]) -> u8 = sum(x);
pub fn from_i8(x: i8[n]) -> i64 = sum(x);
pub fn signed_narrow(x: i8[n]) -> i8 = sum(x);
pub fn from_u32(x: u32[n]) -> u64 = sum(x);
pub fn product_as(x: u8[n]) -> u8 = prod(x, as = u8);
