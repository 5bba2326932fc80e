#! Powers.

## x to the power y. Maximum error 0.51 ULP. Special cases as in C99 and IEEE 754: `pow(x, 0) = pow(1, y) = 1` even for NaN,
## a negative x has a power only for whole y, zeros and infinities keep their sign for odd y.
pub fn pow(x: f32, y: f32) -> f32 {
    # In f64: y * log2(x) needs about nine bits more than f32 has.
    let a = f64(abs(x));
    let u = bits(a) + 0x0095f619980c433;
    let m = from_bits((u & 0xfffffffffffff) + 0x3fe6a09e667f3bcd);
    let e = from_bits((u >> 52) | 0x4330000000000000) - 4503599627371519.0;
    let f = m - 1.0;
    let f2 = f * f;
    let f4 = f2 * f2;
    let l0 = ((-0.06807675651223082 * f4 - 0.14252491223055921) * f4 - 0.24044663123314472) * f4
        - 0.721347520343278;
    let l1 = (0.13062394525311294 * f4 + 0.20610860141297685) * f4 + 0.48089834900054085;
    let l2 = (-0.13478158305974858 * f4 - 0.18043256065638) * f4 - 0.3606737897108858;
    let l3 = (0.13114631216608996 * f4 + 0.1601832769124889) * f4 + 0.2885387663624402;
    let p = ((l3 * f + l2) * f2 + (l1 * f + l0)) * f + 1.4426950408865684;
    let t = f64(where(abs(y) > 1e30, copysign(1e30, y), y)) * (f * p + e);
    let t_low = where(t > 300.0, 300.0, t);
    let v = where(t_low < -300.0, -300.0, t_low);
    let z = v + 6755399441056767.0;
    let r = v - (z - 6755399441056767.0);
    let r2 = r * r;
    let e0 = ((1.4168809616214101e-05 * r2 + 0.0013338930004823959) * r2 + 0.05550403000893166) * r2
        + 0.6931471838211278;
    let e1 = (0.00015467317988599602 * r2 + 0.009618036161517183) * r2 + 0.24022651082264862;
    let q = e1 * r + e0;
    let power = f32((q * r + 1.0) * from_bits(bits(z) << 52));
    let at_zero: f32 = where(y < 0.0, inf, 0.0);
    let at_inf: f32 = where(y < 0.0, 0.0, inf);
    let size = where(x == 0.0, at_zero, where(abs(x) == inf, at_inf, power));
    let whole = trunc(y) == y;
    let odd = whole and trunc(0.5 * y) != 0.5 * y;
    let signed = from_bits(bits(size) | where(odd, bits(x) & 0x80000000, 0));
    let defined = where(x < 0.0 and x > -inf and not whole, nan, signed);
    let number = where(x != x or y != y, nan, defined);
    where(x == 1.0 or y == 0.0, 1.0, number)
}

## x to the power y. Maximum error 0.78 ULP. Special cases as in C99 and IEEE 754: `pow(x, 0) = pow(1, y) = 1` even for NaN,
## a negative x has a power only for whole y, zeros and infinities keep their sign for odd y.
pub fn pow(x: f64, y: f64) -> f64 {
    # log2(abs(x)) = l1 + l2 in about 68 bits; factors cut to 26 bits multiply exactly, with or without fma.
    let a = abs(x);
    let denormal = a < 2.2250738585072014e-308;
    let u = bits(where(denormal, a * 4503599627370496.0, a)) + 0x0095f619980c433;
    let m = from_bits((u & 0xfffffffffffff) + 0x3fe6a09e667f3bcd);
    let bias: f64 = where(denormal, 4503599627371571.0, 4503599627371519.0);
    let e = from_bits((u >> 52) | 0x4330000000000000) - bias;
    let (h1, h2) = half_log(m);
    let hh = upper_half(h1);
    let p1 = hh * 2.885390043258667;
    let p2 = ((h1 - hh) + h2) * 2.8853900817779268 + hh * 3.851925982253235e-8;
    let l1 = e + p1;
    let l2 = ((e - l1) + p1) + p2;
    # t1 + t2 = y * (l1 + l2); beyond 1e30 any y does the same.
    let w = where(abs(y) > 1e30, copysign(1e30, y), y);
    let wh = upper_half(w);
    let lh = upper_half(l1);
    let t1 = wh * lh;
    let t2 = (w - wh) * lh + w * ((l1 - lh) + l2);
    let power = exp2_of_sum(t1, t2);
    let at_zero: f64 = where(y < 0.0, inf, 0.0);
    let at_inf: f64 = where(y < 0.0, 0.0, inf);
    let size = where(x == 0.0, at_zero, where(a == inf, at_inf, power));
    let whole = trunc(y) == y;
    let odd = whole and trunc(0.5 * y) != 0.5 * y;
    let signed = from_bits(bits(size) | where(odd, bits(x) & 0x8000000000000000, 0));
    let defined = where(x < 0.0 and x > -inf and not whole, nan, signed);
    let number = where(x != x or y != y, nan, defined);
    where(x == 1.0 or y == 0.0, 1.0, number)
}

fn upper_half(x: f64) -> f64 = from_bits(bits(x) & 0xfffffffff8000000);

# What rounding took from the product p = a * b, with or without fma: halves multiply exactly.
fn rest_of_product(a: f64, b: f64, p: f64) -> f64 {
    let ah = upper_half(a);
    let bh = upper_half(b);
    let al = a - ah;
    let bl = b - bh;
    (((ah * bh - p) + ah * bl) + al * bh) + al * bl
}

# ln(m) / 2 = s * (1 + s**2 / 3 + s**4 / 5 + ...) with s = (m - 1) / (m + 1), as a sum of two.
fn half_log(m: f64) -> (h1: f64, h2: f64) {
    let f = m - 1.0;
    let d = m + 1.0;
    let dh = upper_half(d);
    let dl = m - (dh - 1.0);
    let inv = 1.0 / d;
    let sh = upper_half(f * inv);
    let sl = ((f - sh * dh) - sh * dl) * inv;
    let zh = sh * sh;
    let zl = (2.0 * sh + sl) * sl;
    let z = zh + zl;
    let z2 = z * z;
    let s0 = ((0.05837944676902132 * z2 + 0.07692279287622876) * z2 + 0.11111111108902548) * z2
        + 0.1999999999999999;
    let s1 = ((0.059904461122937507 * z2 + 0.0666812947230535) * z2 + 0.09090909420946189) * z2
        + 0.14285714285721898;
    let p = s1 * z + s0;
    # The bracket is 1 + v, v = vh + vl; 1/3 stands as a sum of two.
    let zt = upper_half(zh);
    let v1 = zt * 0.3333333283662796;
    let v2 = zt * 4.967053731282552e-9 + (((zh - zt) + zl) * 0.3333333333333333 + z2 * p);
    let vh = upper_half(v1 + v2);
    let vl = (v1 - vh) + v2;
    let c = sh * vh;
    let h1 = sh + c;
    let h2 = ((sh - h1) + c) + (sh * vl + (sl * (v1 + v2) + sl));
    (h1, h2)
}

fn exp2_of_sum(t1: f64, t2: f64) -> f64 {
    let t = t1 + t2;
    let out = abs(t) > 1100.0;
    let c1 = where(out, copysign(1100.0, t), t1);
    let c2 = where(out, 0.0, t2);
    let magic: f64 = where(t < 0.0, 6755399441057279.0, 6755399441056255.0);
    let z = c1 + magic;
    let hi = c1 - (z - magic);
    let r = hi + c2;
    let rl = (hi - r) + c2;
    let r2 = r * r;
    let e0 = (((4.4375242303314766e-10 * r2 + 1.0178176006338004e-07) * r2 + 1.5252733569052063e-05) * r2
        + 0.0013333558146661963) * r2 + 0.05550410866482083;
    let e1 = ((7.073581125180652e-09 * r2 + 1.3215436612329678e-06) * r2 + 0.00015403530454032944) * r2
        + 0.009618129107597028;
    let q = (e1 * r + e0) * r + 0.24022650695910122;
    # 1 + r * ln2 exactly, then the rest.
    let rh = upper_half(r);
    let c = rh * 0.6931471675634384;
    let p1 = 1.0 + c;
    let small = r2 * q + (rh * 1.2996506893889889e-8 + ((r - rh) + rl) * 0.6931471805599453);
    let p = p1 + (((1.0 - p1) + c) + small);
    p * from_bits(bits(z) << 52) * where(t < 0.0, 7.458340731200207e-155, 1.3407807929942597e154)
}
