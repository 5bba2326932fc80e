#! Sine, cosine and tangent.
#!
#! Arguments are reduced to [-pi/4, pi/4] in twice the working precision; both polynomials are evaluated and one is
#! selected. Only very large arguments take a branch.

## Sine. Maximum error 0.88 ULP (0.92 without fma), for arguments of any size.
pub fn sin(x: f32) -> f32 {
    let (q, r, rl) = reduce_angle(abs(x));
    let y = where((q & 1) == 0, sin_near(r, rl), cos_near(r, rl));
    from_bits(bits(y) ^ ((q & 2) << 30) ^ (bits(x) & 0x80000000))
}

## Cosine. Maximum error 0.90 ULP (0.92 without fma), for arguments of any size.
pub fn cos(x: f32) -> f32 {
    let (q, r, rl) = reduce_angle(abs(x));
    let y = where((q & 1) == 0, cos_near(r, rl), sin_near(r, rl));
    from_bits(bits(y) ^ (((q + 1) & 2) << 30))
}

## Tangent. Maximum error 0.92 ULP (1.00 without fma), for arguments of any size.
pub fn tan(x: f32) -> f32 {
    let (q, r, rl) = reduce_angle(abs(x));
    # Sine and cosine of r in twice the working precision; halves multiply exactly.
    let z = r * r;
    let rh = from_bits(bits(r) & 0xfffff000);
    let zl = (rh * rh - z) + (r - rh) * (r + rh);
    let w = 1.0 - 0.5 * z;
    let sin_p = (-0.00019518055 * z + 0.008332188) * z - 0.16666655;
    let su = r * z * sin_p + rl * w;
    let s = r + su;
    let sl = (r - s) + su;
    let cos_p = (2.4432331e-05 * z - 0.001388731) * z + 0.041666646;
    let cu = ((1.0 - w) - 0.5 * z) + (z * z * cos_p - (r * rl + 0.5 * zl));
    let c = w + cu;
    let cl = (w - c) + cu;
    # tan = s / c, or -c / s in odd quadrants.
    let even = (q & 1) == 0;
    let n = where(even, s, -c);
    let d = where(even, c, s);
    let nl = where(even, sl, -cl);
    let dl = where(even, cl, sl);
    let inv = 1.0 / d;
    let t = n * inv;
    let th = from_bits(bits(t) & 0xfffff000);
    let dh = from_bits(bits(d) & 0xfffff000);
    let miss = ((n - th * dh) - th * (d - dh)) - (t - th) * d + (nl - t * dl);
    let y = where(x == 0.0, 0.0, t + miss * inv);
    from_bits(bits(y) ^ (bits(x) & 0x80000000))
}

fn sin_near(r: f32, rl: f32) -> f32 {
    let z = r * r;
    let p = (-0.00019518055 * z + 0.008332188) * z - 0.16666655;
    r + (r * z * p + rl)
}

# 1 - z/2 is rounded; what that loses is added back with the small terms.
fn cos_near(r: f32, rl: f32) -> f32 {
    let z = r * r;
    let p = (2.4432331e-05 * z - 0.001388731) * z + 0.041666646;
    let w = 1.0 - 0.5 * z;
    w + (((1.0 - w) - 0.5 * z) + (z * z * p - r * rl))
}

# a = n * pi/2 + r + rl for 0 <= a, |r| <= pi/4; q holds n's low bits. Below the bound n * c is exact for the leading
# parts c of pi/2 (Cody and Waite), with or without fma; above it, rarely, the slow way.
fn reduce_angle(a: f32) -> (q: u32, r: f32, rl: f32) {
    let z = a * 0.63661975 + 12582912.0;
    let n = z - 12582912.0;
    let a1 = a - n * 1.5706787;
    let b = n * 0.000117614865;
    let r1 = a1 - b;
    let e1 = (a1 - r1) - b;
    let lo = e1 - n * 9.920313e-10;
    var r = r1 + lo;
    var rl = (r1 - r) + lo - n * 6.223372e-14;
    var q = bits(z);
    if a > 1600.0 {
        let (far_q, far_r, far_rl) = reduce_far_angle(a);
        q = far_q;
        r = far_r;
        rl = far_rl;
    }
    (q, r, rl)
}

# Payne and Hanek: a * 2/pi modulo 4 from the 96 bits of 2/pi that matter. a = m * 2**(s - 30), m an integer of 24 bits;
# k and b are the word and the bit of 2/pi (32 zeros before it) where the window starts.
fn reduce_far_angle(a: f32) -> (q: u32, r: f32, rl: f32) {
    let m = u64((bits(a) & 0x7fffff) | 0x800000);
    let s = (bits(a) >> 23) - 120;
    let k = s >> 5;
    let b = s & 31;
    let b2 = (k & 4) != 0;
    let w2_0: u32 = where(b2, 0xf534ddc0, 0);
    let w2_1: u32 = where(b2, 0xdb629599, 0xa2f9836e);
    let w2_2: u32 = where(b2, 0x3c439041, 0x4e441529);
    let w2_3: u32 = where(b2, 0xfe5163ab, 0xfc2757d1);
    let b1 = (k & 2) != 0;
    let w1_0 = where(b1, w2_2, w2_0);
    let w1_1 = where(b1, w2_3, w2_1);
    let w1_2 = where(b1, 0xf534ddc0, w2_2);
    let w1_3 = where(b1, 0xdb629599, w2_3);
    let w1_4: u32 = where(b1, 0x3c439041, 0xf534ddc0);
    let b0 = (k & 1) != 0;
    let w0_0 = where(b0, w1_1, w1_0);
    let w0_1 = where(b0, w1_2, w1_1);
    let w0_2 = where(b0, w1_3, w1_2);
    let w0_3 = where(b0, w1_4, w1_3);
    let w0 = u64((w0_0 << b) | ((w0_1 >> 1) >> (31 - b)));
    let w1 = u64((w0_1 << b) | ((w0_2 >> 1) >> (31 - b)));
    let w2 = u64((w0_2 << b) | ((w0_3 >> 1) >> (31 - b)));
    let p = ((m * w0) << 32) + m * w1 + ((m * w2) >> 32);
    # Nearest quadrant, and the signed remainder in units of 2**-62 quadrants.
    let q = (p + 0x2000000000000000) >> 62;
    let rest = i64(p - (q << 62));
    let f = f64(i32(rest >> 32)) * 4294967296.0 + f64(u32(rest & 0xffffffff));
    let angle = where(a < inf, f * 3.4061215800865545e-19, nan);
    let r = f32(angle);
    (u32(q), r, f32(angle - f64(r)))
}

## Sine. Maximum error 0.85 ULP, for arguments of any size.
pub fn sin(x: f64) -> f64 {
    let (q, r, rl) = reduce_angle(abs(x));
    let y = where((q & 1) == 0, sin_near(r, rl), cos_near(r, rl));
    from_bits(bits(y) ^ ((q & 2) << 62) ^ (bits(x) & 0x8000000000000000))
}

## Cosine. Maximum error 0.88 ULP (0.91 without fma), for arguments of any size.
pub fn cos(x: f64) -> f64 {
    let (q, r, rl) = reduce_angle(abs(x));
    let y = where((q & 1) == 0, cos_near(r, rl), sin_near(r, rl));
    from_bits(bits(y) ^ (((q + 1) & 2) << 62))
}

## Tangent. Maximum error 0.95 ULP, for arguments of any size.
pub fn tan(x: f64) -> f64 {
    let (q, r, rl) = reduce_angle(abs(x));
    let (s, sl, c, cl) = sin_cos_pair(r, rl);
    # tan = s / c, or -c / s in odd quadrants.
    let even = (q & 1) == 0;
    let n = where(even, s, -c);
    let d = where(even, c, s);
    let nl = where(even, sl, -cl);
    let dl = where(even, cl, sl);
    let inv = 1.0 / d;
    let t = n * inv;
    let th = from_bits(bits(t) & 0xfffffffff8000000);
    let dh = from_bits(bits(d) & 0xfffffffff8000000);
    let miss = ((n - th * dh) - th * (d - dh)) - (t - th) * d + (nl - t * dl);
    let y = where(x == 0.0, 0.0, t + miss * inv);
    from_bits(bits(y) ^ (bits(x) & 0x8000000000000000))
}

# Sine and cosine of r + rl, abs(r) <= pi/4, as sums with nearly twice the working precision; halves multiply exactly.
fn sin_cos_pair(r: f64, rl: f64) -> (s: f64, sl: f64, c: f64, cl: f64) {
    let z = r * r;
    let rh = from_bits(bits(r) & 0xfffffffff8000000);
    let zl = (rh * rh - z) + (r - rh) * (r + rh);
    let w = 1.0 - 0.5 * z;
    let z2 = z * z;
    let s0 = (1.5895708582109096e-10 * z2 + 2.7557313562029656e-06) * z2 + 0.008333333333321882;
    let s1 = -2.505073866138468e-08 * z2 - 0.000198412698294121;
    let sin_p = (s1 * z + s0) * z - 0.1666666666666663;
    let su = r * z * sin_p + rl * w;
    let s = r + su;
    let sl = (r - s) + su;
    let c0 = (-1.1358625096260831e-11 * z2 - 2.755731420461516e-07) * z2 - 0.0013888888888873314;
    let c1 = 2.087570332709235e-09 * z2 + 2.480158728897053e-05;
    let cos_p = (c1 * z + c0) * z + 0.041666666666666595;
    let cu = ((1.0 - w) - 0.5 * z) + (z * z * cos_p - (r * rl + 0.5 * zl));
    let c = w + cu;
    let cl = (w - c) + cu;
    (s, sl, c, cl)
}

fn sin_near(r: f64, rl: f64) -> f64 {
    let z = r * r;
    let z2 = z * z;
    let s0 = (1.5895708582109096e-10 * z2 + 2.7557313562029656e-06) * z2 + 0.008333333333321882;
    let s1 = -2.505073866138468e-08 * z2 - 0.000198412698294121;
    let p = (s1 * z + s0) * z - 0.1666666666666663;
    r + (r * z * p + rl)
}

# 1 - z/2 is rounded; what that loses is added back with the small terms.
fn cos_near(r: f64, rl: f64) -> f64 {
    let z = r * r;
    let z2 = z * z;
    let c0 = (-1.1358625096260831e-11 * z2 - 2.755731420461516e-07) * z2 - 0.0013888888888873314;
    let c1 = 2.087570332709235e-09 * z2 + 2.480158728897053e-05;
    let p = (c1 * z + c0) * z + 0.041666666666666595;
    let w = 1.0 - 0.5 * z;
    w + (((1.0 - w) - 0.5 * z) + (z * z * p - r * rl))
}

# a = n * pi/2 + r + rl for 0 <= a, |r| <= pi/4; q holds n's low bits. Below the bound n * c is exact for the leading
# parts c of pi/2 (Cody and Waite), with or without fma; above it, rarely, the slow way.
fn reduce_angle(a: f64) -> (q: u64, r: f64, rl: f64) {
    let z = a * 0.6366197723675814 + 6755399441055744.0;
    let n = z - 6755399441055744.0;
    let a1 = a - n * 1.5707963267341256;
    let b = n * 6.077100506303966e-11;
    let r1 = a1 - b;
    let e1 = (a1 - r1) - b;
    let lo = e1 - n * 2.0222662487111665e-21;
    var r = r1 + lo;
    var rl = (r1 - r) + lo - n * 8.4784276603689e-32;
    var q = bits(z);
    if a > 1.6e6 {
        let (far_q, far_r, far_rl) = reduce_far_angle(a);
        q = far_q;
        r = far_r;
        rl = far_rl;
    }
    (q, r, rl)
}

# Payne and Hanek: a * 2/pi modulo 4 from the 192 bits of 2/pi that matter. a = m * 2**(s - 62), m an integer of 53 bits;
# k and b are the word and the bit of 2/pi (64 zeros before it) where the window starts.
fn reduce_far_angle(a: f64) -> (q: u64, r: f64, rl: f64) {
    let m = (bits(a) & 0xfffffffffffff) | 0x10000000000000;
    let s = (bits(a) >> 52) - 1013;
    let k = s >> 6;
    let b = s & 63;
    let b4 = (k & 16) != 0;
    let w4_0: u64 = where(b4, 0x7527bac7ebe5f17b, 0);
    let w4_1: u64 = where(b4, 0x3d0739f78a5292ea, 0xa2f9836e4e441529);
    let w4_2: u64 = where(b4, 0x6bfb5fb11f8d5d08, 0xfc2757d1f534ddc0);
    let w4_3: u64 = where(b4, 0x56033046fc7b6bab, 0xdb6295993c439041);
    let b3 = (k & 8) != 0;
    let w3_0 = where(b3, 0xe88235f52ebb4484, w4_0);
    let w3_1 = where(b3, 0xe99c7026b45f7e41, w4_1);
    let w3_2 = where(b3, 0x3991d639835339f4, w4_2);
    let w3_3 = where(b3, 0x9c845f8bbdf9283b, w4_3);
    let w3_4: u64 = where(b3, 0x1ff897ffde05980f, 0xfe5163abdebbc561);
    let w3_5: u64 = where(b3, 0xef2f118b5a0a6d1f, 0xb7246e3a424dd2e0);
    let w3_6: u64 = where(b3, 0x6d367ecf27cb09b7, 0x06492eea09d1921c);
    let w3_7: u64 = where(b3, 0x4f463f669e5fea2d, 0xfe1deb1cb129a73e);
    let w3_8: u64 = where(b3, 0x7527bac7ebe5f17b, 0xe88235f52ebb4484);
    let w3_9: u64 = where(b3, 0x3d0739f78a5292ea, 0xe99c7026b45f7e41);
    let w3_10: u64 = where(b3, 0x6bfb5fb11f8d5d08, 0x3991d639835339f4);
    let b2 = (k & 4) != 0;
    let w2_0 = where(b2, w3_4, w3_0);
    let w2_1 = where(b2, w3_5, w3_1);
    let w2_2 = where(b2, w3_6, w3_2);
    let w2_3 = where(b2, w3_7, w3_3);
    let w2_4 = where(b2, w3_8, w3_4);
    let w2_5 = where(b2, w3_9, w3_5);
    let w2_6 = where(b2, w3_10, w3_6);
    let b1 = (k & 2) != 0;
    let w1_0 = where(b1, w2_2, w2_0);
    let w1_1 = where(b1, w2_3, w2_1);
    let w1_2 = where(b1, w2_4, w2_2);
    let w1_3 = where(b1, w2_5, w2_3);
    let w1_4 = where(b1, w2_6, w2_4);
    let b0 = (k & 1) != 0;
    let w0_0 = where(b0, w1_1, w1_0);
    let w0_1 = where(b0, w1_2, w1_1);
    let w0_2 = where(b0, w1_3, w1_2);
    let w0_3 = where(b0, w1_4, w1_3);
    let w0 = (w0_0 << b) | ((w0_1 >> 1) >> (63 - b));
    let w1 = (w0_1 << b) | ((w0_2 >> 1) >> (63 - b));
    let w2 = (w0_2 << b) | ((w0_3 >> 1) >> (63 - b));
    # The product modulo 2**192, without its lowest word: p2 * 2**128 + p1 * 2**64.
    let low = m * w1;
    let p1 = low + high_product(m, w2);
    let carry: u64 = where(p1 < low, 1, 0);
    let p2 = m * w0 + high_product(m, w1) + carry;
    # Nearest quadrant, and the remainder's sign and magnitude in units of 2**-126 quadrants.
    let q = (p2 + 0x2000000000000000) >> 62;
    let signed = p2 - (q << 62);
    let negative = signed >> 63 != 0;
    let f1 = where(negative, ~p1, p1);
    let f2 = where(negative, ~signed, signed);
    let top = f64_of_half(f2 >> 32) * 18446744073709551616.0;
    let next = f64_of_half(f2 & 0xffffffff) * 4294967296.0;
    let tail = f64_of_half(f1 >> 32) + f64_of_half(f1 & 0xffffffff) * 2.3283064365386963e-10;
    let h1 = top + next;
    let l1 = ((top - h1) + next) + tail;
    let h = (h1 + l1) * 5.048709793414476e-29;
    let l = ((h1 - (h1 + l1)) + l1) * 5.048709793414476e-29;
    # Times pi/2, whose first part has 26 bits.
    let hh = from_bits(bits(h) & 0xfffffffff8000000);
    let first = hh * 1.5707963407039642;
    let t = (h - hh) * 1.5707963407039642 + (h * -1.3909067614167116e-8 + l * 1.5707963267948966);
    let r = first + t;
    let rl = (first - r) + t;
    let angle = where(a < inf, r, nan);
    (q, where(negative, -angle, angle), where(negative, -rl, rl))
}

# An integer below 2**32, exactly, through the mantissa of 2**52.
fn f64_of_half(u: u64) -> f64 = from_bits(u | 0x4330000000000000) - 4503599627370496.0;

# The upper 64 bits of m * w, m < 2**63.
fn high_product(m: u64, w: u64) -> u64 {
    let ml = m & 0xffffffff;
    let mh = m >> 32;
    let wl = w & 0xffffffff;
    let wh = w >> 32;
    let middle = mh * wl + ((ml * wl) >> 32);
    let cross = ml * wh + (middle & 0xffffffff);
    mh * wh + (middle >> 32) + (cross >> 32)
}
