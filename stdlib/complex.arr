#! Functions of complex numbers: what `exp(z)`, `abs(z)` and the others mean for a complex argument.
#!
#! Written with the functions of real numbers; their errors are a few units in the last place of the larger part.

## The absolute value, without overflow on the way.
pub fn complex_abs(z: c64) -> f32 = hypot(real(z), imag(z));
pub fn complex_abs(z: c128) -> f64 = hypot(real(z), imag(z));

## The angle in (-pi, pi].
## Example: arg(complex(0.0, 1.0)) == 1.5707963267948966
pub fn arg(z: c64) -> f32 = atan2(imag(z), real(z));
pub fn arg(z: c128) -> f64 = atan2(imag(z), real(z));

## e to the power z.
pub fn complex_exp<T: c64 | c128>(z: T) -> T {
    let y = imag(z);
    let m = exp(real(z));
    # A real argument stays real, also where e to it is infinite.
    complex(m * cos(y), where(y == 0, y, m * sin(y)))
}

## The natural logarithm, with the angle in (-pi, pi].
pub fn complex_ln(z: c128) -> c128 = complex(ln_of_size(z), arg(z));
pub fn complex_ln(z: c64) -> c64 = c64(complex_ln(c128(z)));

## The logarithm to base 2, with the angle in (-pi, pi].
pub fn complex_log2(z: c128) -> c128 =
    complex(where(is_near_one(z), 1.4426950408889634 * ln_of_size(z), log2(abs(z))), 1.4426950408889634 * arg(z));
pub fn complex_log2(z: c64) -> c64 = c64(complex_log2(c128(z)));

## The logarithm to base 10, with the angle in (-pi, pi].
pub fn complex_log10(z: c128) -> c128 =
    complex(where(is_near_one(z), 0.4342944819032518 * ln_of_size(z), log10(abs(z))), 0.4342944819032518 * arg(z));
pub fn complex_log10(z: c64) -> c64 = c64(complex_log10(c128(z)));

fn is_near_one(z: c128) -> bool {
    let a = max(abs(real(z)), abs(imag(z)));
    a > 0.5 and a < 2
}

# ln(abs(z)); near the unit circle the square of the size less 1 is needed, in two parts, not the size.
fn ln_of_size(z: c128) -> f64 {
    let (x, y) = (real(z), imag(z));
    let (p, q) = (x * x, y * y);
    let (t, tl) = exact_sum(max(p, q), -1);
    let (u, ul) = exact_sum(t, min(p, q));
    let near = 0.5 * log1p_of_sum(u, (ul + tl) + (rest_of_product(x, x, p) + rest_of_product(y, y, q)));
    where(is_near_one(z), near, ln(abs(z)))
}

## The square root whose real part is not negative.
pub fn complex_sqrt<T: c64 | c128>(z: T) -> T {
    let (u, v) = (abs(real(z)), abs(imag(z)));
    # Away from overflow and underflow.
    let tiny = u < 1e-30 and v < 1e-30;
    let huge = u > 1e37 or v > 1e37;
    let one = real(T(1));
    let scale = where(tiny, 1.2676506002282294e30, where(huge, 0.0625, one));
    let (x, y) = (u * scale, v * scale);
    # The part that needs no difference.
    let t = sqrt(0.5 * x + 0.5 * hypot(x, y)) * where(tiny, 8.881784197001252e-16, where(huge, 4, one));
    let other = where(t == 0 or v == inf, v, v / (2 * t));
    let right = real(z) >= 0;
    let im = where(v == inf, v, where(right, other, t));
    # The sign of a NaN means nothing.
    complex(where(right, t, other), where(isnan(v), im, copysign(im, imag(z))))
}

## z to the power w: e to w * ln(z); 1 for w = 0, also of 0, and 0 of 0.
pub fn complex_pow<T: c64 | c128>(z: T, w: T) -> T {
    let one = T(1);
    where(w == 0, one, where(z == 0, T(0), exp(w * ln(z))))
}

## Sine.
pub fn complex_sin<T: c64 | c128>(z: T) -> T =
    complex(sin(real(z)) * cosh(imag(z)), cos(real(z)) * sinh(imag(z)));

## Cosine.
pub fn complex_cos<T: c64 | c128>(z: T) -> T =
    complex(cos(real(z)) * cosh(imag(z)), -(sin(real(z)) * sinh(imag(z))));

## Hyperbolic sine.
pub fn complex_sinh<T: c64 | c128>(z: T) -> T =
    complex(sinh(real(z)) * cos(imag(z)), cosh(real(z)) * sin(imag(z)));

## Hyperbolic cosine.
pub fn complex_cosh<T: c64 | c128>(z: T) -> T =
    complex(cosh(real(z)) * cos(imag(z)), sinh(real(z)) * sin(imag(z)));

## Tangent.
pub fn complex_tan<T: c64 | c128>(z: T) -> T {
    let t = complex_tanh(complex(-imag(z), real(z)));
    complex(imag(t), -real(t))
}

## Hyperbolic tangent, without overflow on the way (Kahan's formula in "Branch cuts for complex elementary functions", 1987).
pub fn complex_tanh<T: c64 | c128>(z: T) -> T {
    let x = real(z);
    let y = imag(z);
    # Where the real part is 1 but for less than a rounding.
    let far = abs(x) > 20;
    let t = tan(y);
    let s = sinh(where(far, 0, x));
    let b = 1 + t * t;
    let d = 1 + b * s * s;
    let tiny = 4 * sin(y) * cos(y) * exp(-2 * abs(x));
    complex(where(far, copysign(1, x), b * sqrt(1 + s * s) * s / d), where(far, tiny, t / d))
}

## Arc sine; cut along the reals beyond -1 and 1, where the sign of the imaginary part's zero says on which side z lies.
pub fn complex_asin(z: c128) -> c128 {
    let p = arc_parts(real(z), imag(z));
    complex(with_sign(p.asin, real(z)), with_sign(p.height, imag(z)))
}
pub fn complex_asin(z: c64) -> c64 = c64(complex_asin(c128(z)));

## Arc cosine, with the real part in [0, pi]; cut as the arc sine.
pub fn complex_acos(z: c128) -> c128 {
    let p = arc_parts(real(z), imag(z));
    complex(p.acos, with_sign(p.height, -imag(z)))
}
pub fn complex_acos(z: c64) -> c64 = c64(complex_acos(c128(z)));

## Arc tangent; cut along the imaginary axis beyond -i and i.
pub fn complex_atan(z: c128) -> c128 {
    let p = area_parts(abs(imag(z)), abs(real(z)));
    complex(with_sign(p.angle, real(z)), with_sign(p.size, imag(z)))
}
pub fn complex_atan(z: c64) -> c64 = c64(complex_atan(c128(z)));

## Inverse hyperbolic sine; cut along the imaginary axis beyond -i and i.
pub fn complex_asinh(z: c128) -> c128 {
    let p = arc_parts(imag(z), real(z));
    complex(with_sign(p.height, real(z)), with_sign(p.asin, imag(z)))
}
pub fn complex_asinh(z: c64) -> c64 = c64(complex_asinh(c128(z)));

## Inverse hyperbolic cosine, whose real part is not negative; cut along the reals below 1.
pub fn complex_acosh(z: c128) -> c128 {
    let p = arc_parts(real(z), imag(z));
    complex(p.height, with_sign(p.acos, imag(z)))
}
pub fn complex_acosh(z: c64) -> c64 = c64(complex_acosh(c128(z)));

## Inverse hyperbolic tangent; cut along the reals beyond -1 and 1.
pub fn complex_atanh(z: c128) -> c128 {
    let p = area_parts(abs(real(z)), abs(imag(z)));
    complex(with_sign(p.size, real(z)), with_sign(p.angle, imag(z)))
}
pub fn complex_atanh(z: c64) -> c64 = c64(complex_atanh(c128(z)));

# The sign of a NaN means nothing.
fn with_sign(x: f64, sign: f64) -> f64 = where(isnan(sign), x, copysign(x, sign));

# For z = x + iy: the size of the real part of its arc sine, the real part of its arc cosine, and the size of the imaginary part
# of both (Kahan's formulas in "Branch cuts for complex elementary functions", 1987: with the roots of 1 - z and 1 + z, whose
# parts have such signs that no sum here is a difference).
fn arc_parts(x: f64, y: f64) -> (asin: f64, acos: f64, height: f64) {
    let (u, v) = (abs(x), abs(y));
    let below = complex_sqrt(complex(1 - u, v));
    let above = complex_sqrt(complex(1 + u, v));
    let (a, b, c, d) = (real(below), imag(below), real(above), imag(above));
    # Where 1 is nothing beside z, and the roots' product might be too large; where a half of z might be 0.
    let far = u > 1e150 or v > 1e150;
    let small = u < 1e-150 and v < 1e-150;
    let height = where(far, ln(hypot(0.25 * u, 0.25 * v)) + 2.0794415416798357, where(small, v, asinh(a * d + b * c)));
    let angle = where(far, atan2(u, v), where(small, u, atan2(u, a * c + b * d)));
    let rest = 2 * where(x < 0, atan2(c, a), atan2(a, c));
    # 0 in the real part stays, also beside NaN.
    let flat = x == 0;
    let acos = where(flat, 1.5707963267948966, where(far, atan2(v, x), rest));
    (asin = where(flat, 0, angle), acos = acos, height = height)
}

# The real part of the inverse hyperbolic tangent of x + iy, and the imaginary one, for x and y that are not negative. In the
# difference below what matters is large beside y, or y is large.
fn area_parts(x: f64, y: f64) -> (size: f64, angle: f64) {
    let far = x > 1e100 or y > 1e100;
    let infinite = x == inf or y == inf;
    # 1 / z, without overflow on the way.
    let (long, short) = (where(x > y, x, y), where(x > y, y, x));
    let slope = short / long;
    let inverse = where(infinite, 0, where(x > y, 0.5, 0.5 * slope) / (0.5 * long + 0.5 * short * slope));
    let dx = 1 - x;
    # The squares are 0 only beside the pole.
    let pole = 0.5 * (0.6931471805599453 - ln(y));
    let near = where(dx == 0 and y < 1e-100, pole, 0.25 * log1p(4 * x / (dx * dx + y * y)));
    let angle = 0.5 * atan2(2 * y, dx * (1 + x) - y * y);
    let right = where(y == inf or not isnan(x + y), 1.5707963267948966, nan);
    (size = where(x == 0, 0, where(far, inverse, near)), angle = where(far, right, angle))
}

## The complex number at distance r from 0 and angle a (in radians).
## Example: polar(2.0, 0.0) == complex(2.0, 0.0)
pub fn polar(r: f64, a: f64) -> c128 = complex(r * cos(a), r * sin(a));
pub fn polar(r: f32, a: f32) -> c64 = complex(r * cos(a), r * sin(a));
