# run: crc32([104, 101, 108, 108, 111, 32, 119, 111, 114, 108, 100]) == 222957957
# run: adler32([104, 101, 108, 108, 111, 32, 119, 111, 114, 108, 100]) == 436929629
# run: fnv1a([104, 101, 108, 108, 111, 32, 119, 111, 114, 108, 100]) == 8618312879776256743
# run: base64([104, 101, 108, 108, 111, 32, 119, 111, 114]) == [97, 71, 86, 115, 98, 71, 56, 103, 100, 50, 57, 121]
# run: hex([104, 101]) == [54, 56, 54, 53]
# run: rot13([65, 122]) == [78, 109]
# run: luhn([4, 5, 3, 9, 1, 4, 8, 8, 0, 3, 4, 3, 6, 4, 6, 7]) == true
# run: luhn([8, 2, 7, 3, 1, 2, 3, 2, 7, 3, 5, 2, 0, 5, 6, 9]) == false

#! Checksums and codes of bytes.

fn crc_table() -> u32[256] = for i in 0..256: {
    var c = u32(i);
    loop k in 0..8 { c = if c & 1 == 1 { (c >> 1) ^ 0xedb88320 } else { c >> 1 }; }
    c
};
pub fn crc32(t: u8[n]) -> u32 {
    let table = crc_table();
    ~fold(|c, b| table[u8(c) ^ b] ^ (c >> 8), 0xffffffffu32, t)
}
pub fn adler32(t: u8[n]) -> u32 {
    let (a, b) = fold(|s, c| { let a = (s.a + u32(c)) % 65521; (a = a, b = (s.b + a) % 65521) }, (a = 1u32, b = 0u32), t);
    b << 16 | a
}
pub fn fnv1a(t: u8[n]) -> u64 = fold(|h, c| (h ^ u64(c)) * 1099511628211, 14695981039346656037u64, t);
pub fn base64(t: u8[n]) -> u8[n // 3 * 4] {
    var out = u8[n // 3 * 4](0);
    loop g in 0..n // 3 {
        let v = u32(t[3 * g]) << 16 | u32(t[3 * g + 1]) << 8 | u32(t[3 * g + 2]);
        loop k in 0..4 {
            let d = u8(v >> u32(18 - 6 * k)) & 63;
            out[4 * g + k] =
                if d < 26 { 65 + d } else if d < 52 { 71 + d } else if d < 62 { d - 4 } else if d == 62 { 43 } else { 47 };
        }
    }
    out
}
pub fn hex(t: u8[n]) -> u8[2 * n] {
    let digits: u8[16] = for i in 0..16: u8(if i < 10 { 48 + i } else { 87 + i });
    flatten(for i in 0..n: [digits[t[i] >> 4], digits[t[i] & 15]])
}
pub fn rot13(t: u8[n]) -> u8[n] {
    let base = where(t >= 97, u8[n](97), u8[n](65));
    base + (t - base + 13) % 26
}
pub fn luhn(d: u8[n]) -> bool {
    let doubled = for i in 0..n: if (n - i) % 2 == 0 { let v = 2 * d[i]; if v > 9 { v - 9 } else { v } } else { d[i] };
    sum(doubled) % 10 == 0
}
