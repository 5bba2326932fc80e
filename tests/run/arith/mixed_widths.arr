# run: sums(127, 1, 255, 65535) == (-128, 128, 256, 65536)
# run: products([100, -100], [3, 3]) == ([44, -44], [300, -300])
# run: averages([255, 255], [255, 253]) == [255, 254]
# run: differences([3], [5]) == ([254], [-2])
# run: scaled([255], 300) == [76500]
# run: signs(-1, 4294967295) == (4294967294, -1)
# run: shifts(1, 40) == (256, 1099511627776)
# run: carry(18446744073709551615, 1) == (0, true)
# run: high([6148914691236517205], [3]) == [0]
# run: clamps(300.0, -5.0) == (255, 0)

#! Integers of several widths in one expression: widen before, or wrap.

pub fn sums(a: i8, b: i8, c: u8, d: u16) -> (i8, i16, i16, i32) = (a + b, i16(a) + b, c + i16(b), d + i32(b));
pub fn products(a: i8[n], b: i8[n]) -> (i8[n], i16[n]) = (a * b, i16(a) * b);
pub fn averages(a: u8[n], b: u8[n]) -> u8[n] = u8((u16(a) + b) // 2);
pub fn differences(a: u8[n], b: u8[n]) -> (u8[n], i16[n]) = (a - b, i16(a) - b);
pub fn scaled(a: u8[n], k: i64) -> i64[n] = a * k;
pub fn signs(a: i32, b: u32) -> (i64, i32) = (a + b, i32(b));
pub fn shifts(a: u16, k: i64) -> (u16, i64) = (a << u16(k), i64(a) << k);
pub fn carry(a: u64, b: u64) -> (u64, bool) { let s = a + b; (s, s < a) }
pub fn high(a: u64[n], b: u64[n]) -> u64[n] = ((a >> 32) * b + ((a & 0xffffffff) * b >> 32)) >> 32;
pub fn clamps(a: f64, b: f64) -> (u8, u8) = (u8(a), u8(b));
