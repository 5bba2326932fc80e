# run: all_f16() == 0
# run: all_bf16() == 0
# run: some([0x0000, 0x8000, 0x0001, 0x03ff, 0x0400, 0x7bff, 0x7c00, 0xfc00]) == [0.0, -0.0, 5.9604645e-8, 6.097555e-5, 6.1035156e-5, 65504.0, inf, -inf]

#! Every half comes back from its bits.

## How many numbers of 16 bits are not the bits of their half, but for NaN.
pub fn all_f16() -> i64 = count(for i in 0..65536: {
    let b = u16(i);
    let x = f16_from_bits(b);
    if b & 0x7fff > 0x7c00 { not isnan(x) } else { bits(x) != b }
});
pub fn all_bf16() -> i64 = count(for i in 0..65536: {
    let b = u16(i);
    let x = bf16_from_bits(b);
    if b & 0x7fff > 0x7f80 { not isnan(x) } else { bits(x) != b }
});
pub fn some(b: u16[n]) -> f32[n] = f32(f16_from_bits(b));
