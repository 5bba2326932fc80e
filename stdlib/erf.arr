#! The error function and its complement.
#!
#! No branch and no table; polynomials are minimax, see `bench/accuracy/minimax.py`.

## Error function. Maximum error 0.90 ULP (0.97 without fma).
pub fn erf(x: f32) -> f32 {
    let a = abs(x);
    # |x| < 1.078: erf(x) = x + x * p, p a polynomial in x**2 around the middle.
    let xh = from_bits(bits(x) & 0xfffff000);
    let z = (xh * xh - 0.5) + (x - xh) * (x + xh);
    let z2 = z * z;
    let n0 = 7.9187295e-05 * z2 + 0.0034800328;
    let n1 = -1.0443709e-05 * z2 - 0.00056060345;
    let p = ((((n1 * z + n0) * z - 0.018284015) * z + 0.07941001) * z - 0.28107217) * z - 0.03453126;
    # x + x * p with the product's high part exact and the rest of the sum added last.
    let ph = from_bits(bits(p) & 0xfffff000);
    let q = xh * ph;
    let long = x + q;
    let near = where(a < 0.5, x * p + x, long + ((q - (long - x)) + (xh * (p - ph) + (x - xh) * p)));
    # Beyond: a polynomial around a point where erf is nearly an f32; from 3.92 on the result rounds to 1.
    let u = where(a > 3.92, 3.92, a) - 2.4677734375;
    let u2 = u * u;
    let u4 = u2 * u2;
    let f0 = (2.2324526e-05 * u4 + 0.00047879075) * u4 + 0.0095280185;
    let f1 = (-1.637421e-05 * u4 + 0.00033820997) * u4 - 0.009651992;
    let f2 = (3.3805065e-07 * u4 - 0.00029183752) * u4 + 0.0066642407;
    let f3 = (9.521164e-07 * u4 + 7.54426e-05) * u4 - 0.0029135346;
    let t = (((f3 * u + f2) * u2 + (f1 * u + f0)) * u - 0.006308843) * u + 0.0025564258;
    # 0.9995 + t * u with the product's high part exact and the rest of the sum added last.
    let th = from_bits(bits(t) & 0xfffff000);
    let uh = from_bits(bits(u) & 0xfffff000);
    let c = th * uh;
    let sum = 0.9995169 + c;
    let far = sum + ((c - (sum - 0.9995169)) + (th * (u - uh) + (t - th) * u));
    where(a < 1.078125, near, copysign(far, x))
}

## Error function. Maximum error 0.96 ULP (0.97 without fma).
pub fn erf(x: f64) -> f64 {
    let a = abs(x);
    # |x| < 1.0625: erf(x) = x + x * p, p a polynomial in x**2 around the middle.
    let xh = from_bits(bits(x) & 0xfffffffff8000000);
    let z = (xh * xh - 0.5) + (x - xh) * (x + xh);
    let z2 = z * z;
    let n0 = (((-7.80110461387186e-10 * z2 - 1.042034485997147e-07) * z2 - 9.614808773702076e-06) * z2
        - 0.0005611894221021926) * z2 - 0.018283884489153853;
    let n1 = (((5.690027496074857e-11 * z2 + 9.389842963559777e-09) * z2 + 1.053644259103687e-06) * z2
        + 7.829649535665886e-05) * z2 + 0.0034802744966586545;
    let p = (((n1 * z + n0) * z + 0.07940998675593501) * z - 0.2810721780454342) * z - 0.03453126133013269;
    # x + x * p with the product's high part exact and the rest of the sum added last.
    let ph = from_bits(bits(p) & 0xfffffffff8000000);
    let q = xh * ph;
    let long = x + q;
    let near = where(a < 0.5, x * p + x, long + ((q - (long - x)) + (xh * (p - ph) + (x - xh) * p)));
    # Beyond: 1 - 2**-q, q = -log2(erfc) = 5 + u * v around a point where that is 5 (but for a trifle, which stands in the
    # constants of e).
    let u = where(a > 5.93, 5.93, a) - 1.5230193734169006;
    let u2 = u * u;
    let u4 = u2 * u2;
    let f0 = ((-2.0848128939149675e-09 * u4 + 1.1120666668566515e-06) * u4 - 0.0003062915407276133) * u4
        + 1.290353300438456;
    let f1 = ((6.389785890444497e-10 * u4 - 2.6612259273296734e-07) * u4 + 3.3062369254254814e-05) * u4
        + 0.03646796035787866;
    let f2 = ((-9.428730248687365e-11 * u4 + 4.030774267473258e-08) * u4 + 3.137675841426937e-06) * u4
        - 0.008459605348139415;
    let f3 = ((5.85225445153246e-12 * u4 - 7.597132640289344e-11) * u4 - 3.1566469389929515e-06) * u4
        + 0.0017711107912983528;
    let v = ((f3 * u + f2) * u2 + (f1 * u + f0)) * u + 5.12147737767544;
    let magic: f64 = 6755399441056762.0;
    # u * v in an exact high part and a rest.
    let uh = from_bits(bits(u) & 0xfffffffff8000000);
    let vh = from_bits(bits(v) & 0xfffffffff8000000);
    let c = uh * vh;
    let low = uh * (v - vh) + (u - uh) * v;
    let k = magic - (c + low);
    let r = ((magic - k) - c) - low;
    let r2 = r * r;
    let r4 = r2 * r2;
    let e0 = (1.0183332365703218e-07 * r4 + 0.0013333559517331194) * r4 + 0.6931472508848714;
    let e1 = (7.071864089329837e-09 * r4 + 0.00015403531986187384) * r4 + 0.24022653133186112;
    let e2 = (3.7419984710859504e-10 * r4 + 1.5252720881502836e-05) * r4 + 0.05550411429602609;
    let e3 = 1.3215449954851138e-06 * r4 + 0.00961813008346211;
    let e = ((e3 * r + e2) * r2 + (e1 * r + e0)) * r + 1.0000001014574196;
    let far = 1.0 - e * from_bits(bits(k) << 52);
    where(a < 1.0625, near, copysign(far, x))
}

# erfc(a) = exp(-a**2) * g(a) for a >= 0, and g = h(w) * w with w = 1 / (a + 2), h smooth (Shepherd and Laframboise,
# Math. Comp. 36, 1981, use such a variable). One ULP at the end needs more than working precision on the way:
# high parts of half the width (`mask`) multiply exactly, low parts are carried along and added last.

## Complementary error function. Maximum error 0.97 ULP (0.99 without fma), also where the result is denormal (x > 9.2).
pub fn erfc(x: f32) -> f32 = erfc_times(1.0, abs(x), 0.0, x < 0.0);

# size * erfc(b + bl) for b >= 0 and a tiny bl, or of the negative of it; `size` is a power of 2.
fn erfc_times(size: f32, b: f32, bl: f32, negative: bool) -> f32 {
    let a = where(b > 10.5, 10.5, b);
    # 1 / (a + 2) = wh + wl
    let d = a + 2.0;
    let dh = from_bits(bits(d) & 0xfffff000);
    let dl = a - (dh - 2.0) + bl;
    let w = 1.0 / d;
    let wh = from_bits(bits(w) & 0xfffff000);
    let wr = w - wh;
    let miss = ((1.0 - wh * dh) - wh * dl) - wr * d;
    let fix = w * miss;
    let wl = wr + fix;
    # h = 0.94 + 2 * u + s = hh + hl; the last term moves h by the error of w, with a rough derivative.
    let u = w - 0.21875;
    let u2 = u * u;
    let p0 = ((-36.64861 * u2 + 22.659657) * u2 - 8.638891) * u2 + 2.9485521;
    let p1 = ((74.875114 * u2 - 31.830854) * u2 + 8.5336075) * u2 - 4.3025203;
    let k = ((p1 * u + p0) * u + 4.222832) * u + 0.47664216;
    let kh = from_bits(bits(k) & 0xfffff000);
    let uh = from_bits(bits(u) & 0xfffff000);
    let sl = (kh * (u - uh) + (k - kh) * u) - 0.0014280988;
    let sh = kh * uh;
    let s = sh + sl;
    let h = 0.94140625 + 2.0 * u + s;
    let hh = from_bits(bits(h) & 0xfffff000);
    let hl = ((0.94140625 - hh) + 2.0 * u + sh) + sl + fix * (9.3 * w + 0.5);
    let g0 = wh * hh;
    let g1 = wh * hl + wl * h;
    # exp(-a**2) = 2**n * (1 + hi + e)
    let ah = from_bits((bits(a) + 0x800) & 0xfffff000);
    let low = a > 8.5;
    let magic: f32 = where(low, 12583103.0, 12583039.0);
    let z = magic - a * a * 1.442695;
    let n = z - magic;
    let hi = -(n * 0.69314575) - ah * ah;
    let al = a - ah + bl;
    let lo = n * 1.4286068e-6 + (2.0 * ah * al + al * al);
    let r = hi - lo;
    let q = (((0.001382248 * r + 0.008369083) * r + 0.041668247) * r + 0.16666517) * r + 0.49999994;
    let e = r * r * q + (((hi - r) - lo) * r - lo);
    # g * (1 + hi + e), the large parts exactly: gh and eh have half the width.
    let g = g0 + g1;
    let gh = from_bits(bits(g) & 0xfffff000);
    let gl = (g0 - gh) + g1;
    let eh = from_bits(bits(hi + e) & 0xfffff000);
    let el = (hi - eh) + e;
    let c = gh * eh;
    let v1 = gh + c;
    let v = v1 + (((gh - v1) + c) + (g * el + (gl * eh + gl)));
    let y = v * from_bits(bits(z) << 23) * (size * where(low, 5.421010862427522e-20, 1.0));
    where(negative, 2.0 * size - y, y)
}

## Complementary error function. Maximum error 0.97 ULP (0.99 without fma), also where the result is denormal (x > 26.5).
pub fn erfc(x: f64) -> f64 = erfc_times(1.0, abs(x), 0.0, x < 0.0);

# size * erfc(b + bl) for b >= 0 and a tiny bl, or of the negative of it; `size` is a power of 2.
fn erfc_times(size: f64, b: f64, bl: f64, negative: bool) -> f64 {
    let a = where(b > 28.0, 28.0, b);
    # 1 / (a + 2) = wh + wl
    let d = a + 2.0;
    let dh = from_bits(bits(d) & 0xfffffffff8000000);
    let dl = a - (dh - 2.0) + bl;
    let w = 1.0 / d;
    let wh = from_bits(bits(w) & 0xfffffffff8000000);
    let wr = w - wh;
    let miss = ((1.0 - wh * dh) - wh * dl) - wr * d;
    let fix = w * miss;
    let wl = wr + fix;
    # h = 0.94 + 2 * u + s = hh + hl; the last term moves h by the error of w, with a rough derivative.
    let u = w - 0.21875;
    let u2 = u * u;
    let u4 = u2 * u2;
    let p0 = ((((3497232.678688778 * u4 - 46953.63339796444) * u4 - 6936.447818225154) * u4 + 72.862856980996)
        * u4 + 23.67576880486914) * u4 + 2.9486547831346317;
    let p1 = ((((-1966823.422034641 * u4 + 431324.89342944376) * u4 + 415.5676699020635) * u4
        - 761.914807537642) * u4 - 33.75595482833437) * u4 - 4.302112085179289;
    let p2 = ((((-4216452.381403989 * u4 - 550689.5469079533) * u4 + 33690.11007986509) * u4
        + 678.00492403986) * u4 - 60.864959352095624) * u4 - 8.654952234271438;
    let p3 = ((((4914834.70463898 * u4 - 971504.6151449179) * u4 - 66351.1375356091) * u4 + 2397.2518928057)
        * u4 + 167.9448013971467) * u4 + 8.525091274045163;
    let k = (((p3 * u + p2) * u2 + (p1 * u + p0)) * u + 4.222830232008426) * u + 0.47664197084554816;
    let kh = from_bits(bits(k) & 0xfffffffff8000000);
    let uh = from_bits(bits(u) & 0xfffffffff8000000);
    let sl = (kh * (u - uh) + (k - kh) * u) - 4.471913005819525e-07;
    let sh = kh * uh;
    let s = sh + sl;
    let h = 0.93997859954833984375 + 2.0 * u + s;
    let hh = from_bits(bits(h) & 0xfffffffff8000000);
    let hl = ((0.93997859954833984375 - hh) + 2.0 * u + sh) + sl + fix * (9.3 * w + 0.5);
    let g0 = wh * hh;
    let g1 = wh * hl + wl * h;
    # exp(-a**2) = 2**n * (1 + hi + e)
    let ah = from_bits((bits(a) + 0x4000000) & 0xfffffffff8000000);
    let low = a > 25.0;
    let magic: f64 = where(low, 6755399441057279.0, 6755399441056767.0);
    let z = magic - a * a * 1.4426950408889634;
    let n = z - magic;
    let hi = -(n * 0.6931471805598903) - ah * ah;
    let al = a - ah + bl;
    let lo = n * 5.497923018708371e-14 + (2.0 * ah * al + al * al);
    let r = hi - lo;
    let r2 = r * r;
    let q0 = (((2.7630814959497984e-07 * r2 + 2.4801491661885895e-05) * r2 + 0.0013888888944894406) * r2
        + 0.041666666666525735) * r2 + 0.5000000000000011;
    let q1 = (((2.5025302337138268e-08 * r2 + 2.75575251022809e-06) * r2 + 0.00019841269558668233) * r2
        + 0.008333333333475535) * r2 + 0.16666666666666435;
    let q = q1 * r + q0;
    let e = r2 * q + (((hi - r) - lo) * r - lo);
    # g * (1 + hi + e), the large parts exactly: gh and eh have half the width.
    let g = g0 + g1;
    let gh = from_bits(bits(g) & 0xfffffffff8000000);
    let gl = (g0 - gh) + g1;
    let eh = from_bits(bits(hi + e) & 0xfffffffff8000000);
    let el = (hi - eh) + e;
    let c = gh * eh;
    let v1 = gh + c;
    let v = v1 + (((gh - v1) + c) + (g * el + (gl * eh + gl)));
    let y = v * from_bits(bits(z) << 52) * (size * where(low, 7.458340731200207e-155, 1.0));
    where(negative, 2.0 * size - y, y)
}
