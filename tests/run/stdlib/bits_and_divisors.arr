# run: counts([0, 1, 255, 128]) == ([0, 1, 8, 1], [8, 7, 0, 0], [8, 0, 0, 7])
# run: turned(1, 9) == (2, 128)
# run: swapped(16909060) == 67305985
# run: flags(0) == (4, true, 0)
# run: divisors([12, 0, -6], [18, 5, 4]) == ([6, 5, 2], [36, 0, 12])
# run: gray([0, 1, 2, 3, 4]) == [0, 1, 3, 2, 6]
# run: morton(3, 5) == 39
# run: parity([3, 7]) == [0, 1]
# run: powers([1, 2, 3, 64]) == [true, true, false, true]
# run: as_bits([1.0, -2.0]) == [4607182418800017408, 13835058055282163712]
# run: doubled(1.5) == 3.0

#! Bits of integers and floats, divisors.

pub fn counts(x: u8[n]) -> (u8[n], u8[n], u8[n]) = (popcount(x), leading_zeros(x), trailing_zeros(x));
pub fn turned(x: u8, k: u8) -> (u8, u8) = (rotate_left(x, k), rotate_right(x, k));
pub fn swapped(x: u32) -> u32 = byteswap(x);
pub fn flags(x: u8) -> (u8, bool, u8) { let y = set_bit(x, 2); (y, bit(y, 2), clear_bit(y, 2)) }
pub fn divisors(a: i64[n], b: i64[n]) -> (i64[n], i64[n]) = (gcd(a, b), lcm(a, b));
pub fn gray(x: u32[n]) -> u32[n] = x ^ (x >> 1);
fn spread(x: u32) -> u32 {
    var r = u32(0);
    loop k in 0..16 { r |= (x >> u32(k) & 1) << u32(2 * k); }
    r
}
pub fn morton(x: u32, y: u32) -> u32 = spread(x) | spread(y) << 1;
pub fn parity(x: u64[n]) -> u64[n] = popcount(x) & 1;
pub fn powers(x: i64[n]) -> bool[n] = x & (x - 1) == 0;
pub fn as_bits(x: f64[n]) -> u64[n] = bits(x);
pub fn doubled(x: f64) -> f64 = from_bits(bits(x) + (1u64 << 52));
