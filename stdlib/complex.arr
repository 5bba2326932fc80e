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
pub fn complex_ln<T: c64 | c128>(z: T) -> T {
    let a = max(abs(real(z)), abs(imag(z)));
    let b = min(abs(real(z)), abs(imag(z)));
    # Near the unit circle the size less 1 is needed, not the size.
    let near = a > 0.5 and a < 2;
    complex(where(near, 0.5 * log1p((a - 1) * (a + 1) + b * b), ln(abs(z))), arg(z))
}

## The logarithm to base 2, with the angle in (-pi, pi].
pub fn complex_log2<T: c64 | c128>(z: T) -> T {
    let size = abs(z);
    # Near the unit circle as the natural logarithm, which is right there.
    let near = size > 0.5 and size < 2;
    complex(where(near, 1.4426950408889634 * real(complex_ln(z)), log2(size)), 1.4426950408889634 * arg(z))
}

## The logarithm to base 10, with the angle in (-pi, pi].
pub fn complex_log10<T: c64 | c128>(z: T) -> T {
    let size = abs(z);
    # Near the unit circle as the natural logarithm, which is right there.
    let near = size > 0.5 and size < 2;
    complex(where(near, 0.4342944819032518 * real(complex_ln(z)), log10(size)), 0.4342944819032518 * arg(z))
}

## The square root whose real part is not negative.
pub fn complex_sqrt<T: c64 | c128>(z: T) -> T {
    let x = real(z);
    let y = imag(z);
    # The part that needs no difference; halves, so that nothing overflows.
    let t = sqrt(0.5 * abs(x) + 0.5 * hypot(x, y));
    let other = where(t == 0 or abs(y) == inf, abs(y), abs(y) / (2 * t));
    let re = where(x >= 0, t, other);
    let im = where(x >= 0, other, t);
    # The sign of a NaN means nothing.
    complex(re, where(isnan(y), im, copysign(im, y)))
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

## The complex number at distance r from 0 and angle a (in radians).
## Example: polar(2.0, 0.0) == complex(2.0, 0.0)
pub fn polar(r: f64, a: f64) -> c128 = complex(r * cos(a), r * sin(a));
pub fn polar(r: f32, a: f32) -> c64 = complex(r * cos(a), r * sin(a));
