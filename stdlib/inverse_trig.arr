#! Inverse trigonometric functions.
#!
#! No branch and no table; polynomials are minimax, see `bench/accuracy/minimax.py`.

## Arc tangent. Maximum error 0.70 ULP.
pub fn atan(x: f32) -> f32 {
    let a = where(abs(x) > 1e30, 1e30, abs(x));
    let over = a > 1.0;
    let long = where(over, a, 1.0);
    let short = where(over, 1.0, a);
    # Beyond half the diagonal, atan(short / long) = pi/4 + atan((short - long) / (short + long)).
    let middle = short > 0.5 * long;
    let d = where(middle, long + short, long);
    let dl = where(middle, short - (d - long), 0.0);
    let n = where(middle, short - long, short);
    let inv = 1.0 / d;
    let (h, l) = atan_ratio(n, d, dl, n * inv, inv);
    let base: f32 = where(middle, 0.7853982, where(over, 1.5707964, 0.0));
    let rest: f32 = where(middle, -2.1855694e-8, where(over, -4.371139e-8, 0.0));
    copysign(angle_sum(base, rest, where(over, -h, h), where(over, -l, l)), x)
}

## Angle of the point (x, y), from -pi to pi. Maximum error 0.70 ULP. Zeros and infinities as in C99.
pub fn atan2(y: f32, x: f32) -> f32 {
    let ax = abs(x);
    let ay = abs(y);
    let steep = ay > ax;
    let long = where(steep, ay, ax);
    let short = where(steep, ax, ay);
    # Away from overflow and underflow; 0 / 0 counts as 0 and inf / inf as 1.
    let scale: f32 = where(
        long > 1.2676506002282294e30,
        8.673617379884035e-19,
        where(long < 7.888609052210118e-31, 1.152921504606847e18, 1.0),
    );
    let d0 = where(long == inf or long == 0.0, 1.0, long * scale);
    let ratio_at_inf: f32 = where(short == inf, 1.0, 0.0);
    let n0 = where(long == inf, ratio_at_inf, short * scale);
    let middle = n0 > 0.5 * d0;
    let d = where(middle, d0 + n0, d0);
    let dl = where(middle, n0 - (d - d0), 0.0);
    let n = where(middle, n0 - d0, n0);
    let (h, l) = atan_ratio(n, d, dl, n / d, where(n0 < 1e-25, 0.0, 1.0 / d));
    let left = bits(x) >> 31 != 0;
    let mirrored = where(left, not steep, steep);
    let side: f32 = where(steep, 1.5707964, where(left, 3.1415927, 0.0));
    let side_rest: f32 = where(steep, -4.371139e-8, where(left, -8.742278e-8, 0.0));
    let base = where(middle, where(left, 2.3561945, 0.7853982), side);
    let rest = where(middle, where(left, -5.9624403e-9, -2.1855694e-8), side_rest);
    let angle = angle_sum(base, rest, where(mirrored, -h, h), where(mirrored, -l, l));
    where(x != x or y != y, nan, copysign(angle, y))
}

## Arc sine. Maximum error 0.72 ULP. NaN outside [-1, 1].
pub fn asin(x: f32) -> f32 {
    let a = abs(x);
    let (s, l) = asin_parts(a);
    copysign(where(a > 0.5, angle_sum(1.5707964, -4.371139e-8, -2.0 * s, -2.0 * l), s + l), x)
}

## Arc cosine. Maximum error 0.68 ULP. NaN outside [-1, 1].
pub fn acos(x: f32) -> f32 {
    let a = abs(x);
    let (s, l) = asin_parts(a);
    # pi/2 - asin(x) near 0, else 2 * asin(sqrt((1 - a) / 2)) or pi minus that.
    let sign: f32 = where(x < 0.0, -1.0, 1.0);
    let k = where(a > 0.5, 2.0 * sign, -sign);
    let base: f32 = where(a > 0.5, where(x < 0.0, 3.1415927, 0.0), 1.5707964);
    let rest: f32 = where(a > 0.5, where(x < 0.0, -8.742278e-8, 0.0), -4.371139e-8);
    angle_sum(base, rest, k * s, k * l)
}

# The sum of two angles in two parts each, abs(b) >= abs(h) or b = 0.
fn angle_sum(b: f32, c: f32, h: f32, l: f32) -> f32 {
    let u = b + h;
    u + (((b - u) + h) + (c + l))
}

# atan(n / (d + dl)) as a sum, for a ratio up to 1/2, t being n / d rounded and inv about 1 / d, or 0 for no correction.
# The quotient is needed to more than working precision; halves multiply exactly.
fn atan_ratio(n: f32, d: f32, dl: f32, t: f32, inv: f32) -> (h: f32, l: f32) {
    let th = from_bits(bits(t) & 0xfffff000);
    let dh = from_bits(bits(d) & 0xfffff000);
    let tl = (((n - th * dh) - th * ((d - dh) + dl)) - (t - th) * d) * inv;
    let z = t * t;
    let z2 = z * z;
    let p0 = -0.08005452 * z2 - 0.1427302;
    let p1 = 0.03898793 * z2 + 0.10947545;
    let p = ((p1 * z + p0) * z + 0.19999552) * z - 0.33333328;
    (t, t * z * p + tl * (1.0 - z))
}

# asin(a) as a sum for a <= 1/2, else asin(sqrt((1 - a) / 2)), of which the root is made exact by a second term.
fn asin_parts(a: f32) -> (s: f32, l: f32) {
    let over = a > 0.5;
    let z = where(over, 0.5 - 0.5 * a, a * a);
    let root = sqrt(z);
    let rh = from_bits(bits(root) & 0xfffff000);
    let miss = (z - rh * rh) - (root - rh) * (root + rh);
    let s = where(over, root, a);
    let sl = where(over, miss * (0.5 / (root + 1e-30)), 0.0);
    let p0 = (0.042125884 * z + 0.024203243) * z + 0.045465823;
    let p = (p0 * z + 0.07495328) * z + 0.16666752;
    (s, s * z * p + sl)
}

## Arc tangent. Maximum error 0.70 ULP.
pub fn atan(x: f64) -> f64 {
    let a = where(abs(x) > 1e100, 1e100, abs(x));
    let over = a > 1.0;
    let long = where(over, a, 1.0);
    let short = where(over, 1.0, a);
    # Beyond half the diagonal, atan(short / long) = pi/4 + atan((short - long) / (short + long)).
    let middle = short > 0.5 * long;
    let d = where(middle, long + short, long);
    let dl = where(middle, short - (d - long), 0.0);
    let n = where(middle, short - long, short);
    let inv = 1.0 / d;
    let (h, l) = atan_ratio(n, d, dl, n * inv, inv);
    let base: f64 = where(middle, 0.7853981633974483, where(over, 1.5707963267948966, 0.0));
    let rest: f64 = where(middle, 3.061616997868383e-17, where(over, 6.123233995736766e-17, 0.0));
    copysign(angle_sum(base, rest, where(over, -h, h), where(over, -l, l)), x)
}

## Angle of the point (x, y), from -pi to pi. Maximum error 0.75 ULP. Zeros and infinities as in C99.
pub fn atan2(y: f64, x: f64) -> f64 {
    let ax = abs(x);
    let ay = abs(y);
    let steep = ay > ax;
    let long = where(steep, ay, ax);
    let short = where(steep, ax, ay);
    # Away from overflow and underflow; 0 / 0 counts as 0 and inf / inf as 1.
    let scale: f64 = where(
        long > 1e150,
        3.054936363499605e-151,
        where(long < 1e-150, 3.273390607896142e150, 1.0),
    );
    let d0 = where(long == inf or long == 0.0, 1.0, long * scale);
    let ratio_at_inf: f64 = where(short == inf, 1.0, 0.0);
    let n0 = where(long == inf, ratio_at_inf, short * scale);
    let middle = n0 > 0.5 * d0;
    let d = where(middle, d0 + n0, d0);
    let dl = where(middle, n0 - (d - d0), 0.0);
    let n = where(middle, n0 - d0, n0);
    let (h, l) = atan_ratio(n, d, dl, n / d, where(n0 < 1e-280, 0.0, 1.0 / d));
    let left = bits(x) >> 63 != 0;
    let mirrored = where(left, not steep, steep);
    let side: f64 = where(steep, 1.5707963267948966, where(left, 3.141592653589793, 0.0));
    let side_rest: f64 = where(steep, 6.123233995736766e-17, where(left, 1.2246467991473532e-16, 0.0));
    let base = where(middle, where(left, 2.356194490192345, 0.7853981633974483), side);
    let rest = where(middle, where(left, 9.184850993605148e-17, 3.061616997868383e-17), side_rest);
    let angle = angle_sum(base, rest, where(mirrored, -h, h), where(mirrored, -l, l));
    where(x != x or y != y, nan, copysign(angle, y))
}

## Arc sine. Maximum error 0.65 ULP. NaN outside [-1, 1].
pub fn asin(x: f64) -> f64 {
    let a = abs(x);
    let (s, l) = asin_parts(a);
    copysign(
        where(a > 0.5, angle_sum(1.5707963267948966, 6.123233995736766e-17, -2.0 * s, -2.0 * l), s + l),
        x,
    )
}

## Arc cosine. Maximum error 0.65 ULP. NaN outside [-1, 1].
pub fn acos(x: f64) -> f64 {
    let a = abs(x);
    let (s, l) = asin_parts(a);
    # pi/2 - asin(x) near 0, else 2 * asin(sqrt((1 - a) / 2)) or pi minus that.
    let sign: f64 = where(x < 0.0, -1.0, 1.0);
    let k = where(a > 0.5, 2.0 * sign, -sign);
    let base: f64 = where(a > 0.5, where(x < 0.0, 3.141592653589793, 0.0), 1.5707963267948966);
    let rest: f64 = where(a > 0.5, where(x < 0.0, 1.2246467991473532e-16, 0.0), 6.123233995736766e-17);
    angle_sum(base, rest, k * s, k * l)
}

# The sum of two angles in two parts each, abs(b) >= abs(h) or b = 0.
fn angle_sum(b: f64, c: f64, h: f64, l: f64) -> f64 {
    let u = b + h;
    u + (((b - u) + h) + (c + l))
}

# atan(n / (d + dl)) as a sum, for a ratio up to 1/2, t being n / d rounded and inv about 1 / d, or 0 for no correction.
# The quotient is needed to more than working precision; halves multiply exactly.
fn atan_ratio(n: f64, d: f64, dl: f64, t: f64, inv: f64) -> (h: f64, l: f64) {
    let th = from_bits(bits(t) & 0xfffffffff8000000);
    let dh = from_bits(bits(d) & 0xfffffffff8000000);
    let tl = (((n - th * dh) - th * ((d - dh) + dl)) - (t - th) * d) * inv;
    let z = t * t;
    let z2 = z * z;
    let z4 = z2 * z2;
    let p0 = (-0.037106801269230924 * z4 - 0.06666222094589891) * z4 - 0.14285714284992007;
    let p1 = (0.023637251752224562 * z4 + 0.058777910330648865) * z4 + 0.11111111069672325;
    let p2 = (-0.008354173853309292 * z4 - 0.052299049436413905) * z4 - 0.0909090769358356;
    let p3 = 0.04588992390446539 * z4 + 0.07692277411207088;
    let p = (((p3 * z + p2) * z2 + (p1 * z + p0)) * z + 0.19999999999993726) * z - 0.33333333333333315;
    (t, t * z * p + tl * (1.0 - z))
}

# asin(a) as a sum for a <= 1/2, else asin(sqrt((1 - a) / 2)), of which the root is made exact by a second term.
fn asin_parts(a: f64) -> (s: f64, l: f64) {
    let over = a > 0.5;
    let z = where(over, 0.5 - 0.5 * a, a * a);
    let root = sqrt(z);
    let rh = from_bits(bits(root) & 0xfffffffff8000000);
    let miss = (z - rh * rh) - (root - rh) * (root + rh);
    let s = where(over, root, a);
    let sl = where(over, miss * (0.5 / (root + 1e-200)), 0.0);
    let z2 = z * z;
    let z4 = z2 * z2;
    let p0 = (0.021609922942059035 * z4 + 0.013980599655332174) * z4 + 0.04464285717407489;
    let p1 = (-0.0208610230292569 * z4 + 0.011400760042665041) * z4 + 0.030381942738105776;
    let p2 = (0.03254247860334103 * z4 + 0.01076975525556953) * z4 + 0.02237221405119764;
    let p3 = 0.003746359714356368 * z4 + 0.017351629802757635;
    let p = (((p3 * z + p2) * z2 + (p1 * z + p0)) * z + 0.07499999999971198) * z + 0.1666666666666676;
    (s, s * z * p + sl)
}
