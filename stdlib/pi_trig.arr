#! Angles in other units: multiples of pi (exact zeros and ones, no large angles to reduce) and degrees.

## sin(pi * x), exact at multiples of 1/2. Maximum error 0.94 ULP. NaN for infinite x.
## Example: sinpi([0.5, 1.0, 1.5]) == [1.0, 0.0, -1.0]
pub fn sinpi(x: f64) -> f64 {
    let a = abs(x);
    let n = round(a);
    let y = sin_of_turn(abs(a - n));
    where(y == 0.0, copysign(0.0, x), copysign(y, where(is_odd(n) != (a < n), -x, x)))
}

## cos(pi * x), exact at multiples of 1/2. Maximum error 0.88 ULP. NaN for infinite x.
## Example: cospi([0.0, 0.5, 1.0]) == [1.0, 0.0, -1.0]
pub fn cospi(x: f64) -> f64 {
    let a = abs(x);
    let n = round(a);
    let y = cos_of_turn(abs(a - n));
    where(y != 0.0 and is_odd(n), -y, y)
}

## sin(pi * x), exact at multiples of 1/2. Maximum error 0.51 ULP. NaN for infinite x.
pub fn sinpi(x: f32) -> f32 = f32(sinpi(f64(x)));

## cos(pi * x), exact at multiples of 1/2. Maximum error 0.51 ULP. NaN for infinite x.
pub fn cospi(x: f32) -> f32 = f32(cospi(f64(x)));

## sin(pi * x) / (pi * x), and 1 at 0: NumPy's `sinc`. Maximum error 0.51 ULP. NaN for infinite x.
## Example: sinc([0.0, 2.0]) == [1.0, 0.0]
pub fn sinc(x: f64) -> f64 {
    let z = abs(x);
    let (s, sl) = sinpi_pair(z);
    let (w, wl) = times_pi(z);
    let q = s / w;
    let p = q * w;
    let y = q + ((((s - p) - rest_of_product(q, w, p)) + sl) - q * wl) / w;
    where(z < 1e-9, 1.0, where(s == 0.0, 0.0, y))
}
## sin(pi * x) / (pi * x), and 1 at 0: NumPy's `sinc`. Maximum error 0.51 ULP. NaN for infinite x.
pub fn sinc(x: f32) -> f32 = f32(sinc(f64(x)));

## Radians to degrees. Maximum error 0.51 ULP (0.83 without fma).
## Example: degrees(pi) == 180.0
pub fn degrees(x: f64) -> f64 =
    where(x == 0.0 or abs(x) == inf, x, x * 57.29577951308232 + x * -1.9878495670576283e-15);
## Radians to degrees. Maximum error 0.51 ULP.
pub fn degrees(x: f32) -> f32 = f32(f64(x) * 57.29577951308232);

## Degrees to radians. Maximum error 0.63 ULP (0.67 without fma).
## Example: radians(180.0) == pi
pub fn radians(x: f64) -> f64 = x * 0.017453292519943295 + x * 2.9486522708701687e-19;
## Degrees to radians. Maximum error 0.51 ULP.
pub fn radians(x: f32) -> f32 = f32(f64(x) * 0.017453292519943295);

# sin(pi * r) and cos(pi * r) for r in [0, 1/2]; the difference is exact.
fn sin_of_turn(r: f64) -> f64 {
    let far = r > 0.25;
    let (a, al) = times_pi(where(far, 0.5 - r, r));
    where(far, cos_near(a, al), sin_near(a, al))
}
fn cos_of_turn(r: f64) -> f64 {
    let far = r > 0.25;
    let (a, al) = times_pi(where(far, 0.5 - r, r));
    where(far, sin_near(a, al), cos_near(a, al))
}

# Whether a whole number is odd.
fn is_odd(n: f64) -> bool = 0.5 * n != floor(0.5 * n);

# pi * r as a sum.
fn times_pi(r: f64) -> (a: f64, al: f64) {
    let rh = upper_half(r);
    let h = rh * 3.1415926218032837;
    let l = (r - rh) * 3.1415926218032837 + r * 3.178650954705639e-08;
    let a = h + l;
    (a, (h - a) + l)
}

# sin(pi * z) for z >= 0 as a sum, with nearly twice the working precision.
fn sinpi_pair(z: f64) -> (s: f64, sl: f64) {
    let n = round(z);
    let d = z - n;
    let r = abs(d);
    let far = r > 0.25;
    let (a, al) = times_pi(where(far, 0.5 - r, r));
    let (s, sl) = sin_pair(a, al);
    let (c, cl) = cos_pair(a, al);
    let flip = is_odd(n) != (d < 0.0);
    let y = where(far, c, s);
    let yl = where(far, cl, sl);
    (where(flip, -y, y), where(flip, -yl, yl))
}

# sin(a + al) for abs(a) <= pi/4 as a sum: the cube in twice the working precision.
fn sin_pair(a: f64, al: f64) -> (s: f64, sl: f64) {
    let z = a * a;
    let t = a * z;
    let tl = rest_of_product(a, z, t) + a * rest_of_product(a, a, z);
    let q = ((((-7.595260085403625e-13 * z + 1.6058683681861843e-10) * z - 2.5052107232927955e-08) * z
        + 2.7557319222318423e-06) * z - 0.00019841269841268958) * z + 0.008333333333333333;
    let p = t * -0.16666666666666666;
    let pl = rest_of_product(t, -0.16666666666666666, p)
        + (tl * -0.16666666666666666 + t * -9.25185853854297e-18);
    let b = a + p;
    let bl = ((a - b) + p) + (pl + (t * z * q + al * (1.0 - z * (0.5 - 0.041666666666666664 * z))));
    let s = b + bl;
    (s, (b - s) + bl)
}

# cos(a + al) likewise, the square and its square in twice the working precision.
fn cos_pair(a: f64, al: f64) -> (c: f64, cl: f64) {
    let z = a * a;
    let zl = rest_of_product(a, a, z) + 2.0 * a * al;
    let w = 1.0 - 0.5 * z;
    let wl = ((1.0 - w) - 0.5 * z) - 0.5 * zl;
    let t = z * z;
    let tl = rest_of_product(z, z, t) + 2.0 * z * zl;
    let q = ((((4.750632218195395e-14 * z - 1.1470545422001122e-11) * z + 2.0876756347262897e-09) * z
        - 2.7557319223059033e-07) * z + 2.480158730158681e-05) * z - 0.001388888888888889;
    let p = t * 0.041666666666666664;
    let pl = rest_of_product(t, 0.041666666666666664, p)
        + (tl * 0.041666666666666664 + t * 2.3129646346357427e-18);
    let b = w + p;
    let bl = ((w - b) + p) + (wl + (pl + t * z * q));
    let c = b + bl;
    (c, (b - c) + bl)
}
