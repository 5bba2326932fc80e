#! Inverse hyperbolic functions.
#!
#! As logarithms of 1 + y, y as a sum of two numbers; for f32 in f64.

## Inverse hyperbolic sine. Maximum error 0.97 ULP.
## Example: asinh([0.0, -inf]) == [0.0, -inf]
pub fn asinh(x: f64) -> f64 {
    let a = abs(x);
    let z = a * a;
    let zl = rest_of_product(a, a, z);
    # s + sl = sqrt(1 + a**2), then y = a + (s - 1).
    let (s, sl) = root_of_sum(1.0, z, zl);
    let u = s - 1.0;
    let (y, yl) = exact_sum(a, u);
    let near = log1p_of_sum(y, yl + (((s - u) - 1.0) + sl));
    let r = where(a > 268435456.0, ln_of_double(a), near);
    copysign(where(a == inf or a < 1e-150, a, r), x)
}

## Inverse hyperbolic cosine. Maximum error 0.90 ULP. NaN below 1.
## Example: acosh([1.0, inf]) == [0.0, inf]
pub fn acosh(x: f64) -> f64 {
    # s + sl = sqrt(x**2 - 1) = sqrt(t * (t + 2)), then y = t + s.
    let t = x - 1.0;
    let z = t * t;
    let (s, sl) = root_of_sum(2.0 * t, z, rest_of_product(t, t, z));
    let (y, yl) = exact_sum(t, s);
    let near = log1p_of_sum(y, yl + (((x - t) - 1.0) + sl));
    let r = where(x > 268435456.0, ln_of_double(x), near);
    where(x > 1.0, where(x == inf, inf, r), where(x == 1.0, 0.0, nan))
}

## Inverse hyperbolic tangent. Maximum error 0.94 ULP. inf at 1, -inf at -1, NaN beyond.
## Example: atanh([1.0, 0.0]) == [inf, 0.0]
pub fn atanh(x: f64) -> f64 {
    let a = abs(x);
    # y = 2 * a / (1 - a)
    let d = 1.0 - a;
    let dl = (1.0 - d) - a;
    let n = 2.0 * a;
    let y = n / d;
    let p = y * d;
    let r = 0.5 * log1p_of_sum(y, ((n - p) - (rest_of_product(y, d, p) + y * dl)) / d);
    let inside = where(a < 1e-150, a, r);
    copysign(where(a < 1.0, inside, where(a == 1.0, inf, nan)), x)
}

## Inverse hyperbolic sine. Maximum error 0.51 ULP.
pub fn asinh(x: f32) -> f32 {
    let a = f64(abs(x));
    let z = a * a;
    copysign(where(a == inf, inf, f32(log1p(a + z / (1.0 + sqrt(1.0 + z))))), x)
}

## Inverse hyperbolic cosine. Maximum error 0.51 ULP. NaN below 1.
pub fn acosh(x: f32) -> f32 {
    let t = f64(x) - 1.0;
    where(x < 1.0, nan, f32(log1p(t + sqrt(t * (t + 2.0)))))
}

## Inverse hyperbolic tangent. Maximum error 0.51 ULP. inf at 1, -inf at -1, NaN beyond.
pub fn atanh(x: f32) -> f32 {
    let a = f64(abs(x));
    copysign(f32(0.5 * log1p(2.0 * a / (1.0 - a))), x)
}

# The sum of two numbers, and what rounding took from it.
fn exact_sum(a: f64, b: f64) -> (s: f64, sl: f64) {
    let s = a + b;
    let v = s - a;
    (s, (a - (s - v)) + (b - v))
}

# sqrt(a + b + bl) as a sum; 0 for 0.
fn root_of_sum(a: f64, b: f64, bl: f64) -> (s: f64, sl: f64) {
    let (t, tl) = exact_sum(a, b);
    let s = sqrt(t);
    let p = s * s;
    (s, where(s > 0.0, ((t - p) - rest_of_product(s, s, p) + (tl + bl)) / (2.0 * s), 0.0))
}

# ln(1 + y + yl), as `log1p` does it.
fn log1p_of_sum(y: f64, yl: f64) -> f64 {
    let (e, g) = log_parts(1.0 + y);
    let scale = from_bits(bits(6755399441056767.0 - e) << 52);
    let s = y * scale;
    let h = s + (scale - 1.0);
    let f = where(e > 60.0, g, h);
    let fl = where(e > 60.0, 0.0, s - (h - (scale - 1.0))) + yl * scale;
    let t = e * 5.497923018708371e-14 + (log_tail(f) + (fl - f * (fl - f * fl)));
    let w = e * 0.6931471805598903;
    let v = w + f;
    v + (((w - v) + f) + t)
}

# ln(2 * a), also where 2 * a is too large.
fn ln_of_double(a: f64) -> f64 {
    let (e, f) = log_parts(a);
    let t = (e + 1.0) * 5.497923018708371e-14 + log_tail(f);
    (e + 1.0) * 0.6931471805598903 + (f + t)
}
