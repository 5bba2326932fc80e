#! The normal distribution, and the inverse of the error function.

## The standard normal density exp(-x**2 / 2) / sqrt(2 pi). Maximum error 0.52 ULP.
## Example: normal_pdf(0.0) == 0.3989422804014327
pub fn normal_pdf(x: f64) -> f64 {
    let z = where(abs(x) > 40.0, 40.0, x);
    let square = z * z;
    # -x**2 / 2 in base 2.
    let (t, tl) = product_of_sums(
        square,
        rest_of_product(z, z, square),
        -0.7213475204444817,
        -1.0177636870465517e-17,
    );
    let (p, pl, scale, back) = exp2_pair(t, tl);
    let (y, yl) = product_of_sums(p, pl, 0.3989422804014327, -2.49232720227773e-17);
    (y + yl) * scale * back
}
## The standard normal density exp(-x**2 / 2) / sqrt(2 pi). Maximum error 0.51 ULP.
pub fn normal_pdf(x: f32) -> f32 {
    let z = f64(x);
    f32(0.3989422804014327 * exp(-0.5 * z * z))
}

## The standard normal distribution function: the probability of a number below x. Maximum error 0.97 ULP.
## Example: normal_cdf(0.0) == 0.5
pub fn normal_cdf(x: f64) -> f64 {
    let z = where(abs(x) > 40.0, 40.0, abs(x));
    let (a, al) = product_of_sums(z, 0.0, 0.7071067811865476, -4.833646656726457e-17);
    erfc_times(0.5, a, al, x > 0.0)
}
## The standard normal distribution function: the probability of a number below x. Maximum error 0.97 ULP.
pub fn normal_cdf(x: f32) -> f32 {
    let z = f64(where(abs(x) > 40.0, 40.0, abs(x))) * 0.7071067811865476;
    let a = f32(z);
    erfc_times(0.5, a, f32(z - f64(a)), x > 0.0)
}

## The x with `normal_cdf(x) == p`; -inf at 0, inf at 1, NaN outside. Relative error below 1e-15.
## Example: normal_quantile(0.5) == 0.0
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    let x = quantile_of(q, where(q < 0.0, p, 1.0 - p));
    where(p >= 0.0 and p <= 1.0, x, nan)
}

## The inverse of the error function; -inf at -1, inf at 1, NaN outside. Relative error below 1e-15.
## Example: erfinv(0.5) == 0.4769362762044699
pub fn erfinv(x: f64) -> f64 {
    let y = 0.7071067811865476 * quantile_of(0.5 * x, 0.5 - 0.5 * abs(x));
    where(abs(x) <= 1.0, y, nan)
}

## The x with `normal_cdf(x) == p`; -inf at 0, inf at 1, NaN outside. Maximum error 0.51 ULP.
pub fn normal_quantile(p: f32) -> f32 = f32(normal_quantile(f64(p)));
## The inverse of the error function; -inf at -1, inf at 1, NaN outside. Maximum error 0.51 ULP.
pub fn erfinv(x: f32) -> f32 = f32(erfinv(f64(x)));

# The normal quantile at 1/2 + q, where `tail` is 1/2 - abs(q): algorithm AS 241 (PPND16) of Wichura, Applied Statistics 37,
# 1988, one rational function near the middle, two of sqrt(-ln(tail)) beyond.
fn quantile_of(q: f64, tail: f64) -> f64 {
    let r = 0.180625 - q * q;
    let top = (((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r
        + 45921.95393154987) * r + 13731.69376550946) * r + 1971.5909503065513) * r + 133.14166789178438) * r
        + 3.3871328727963665);
    let bottom = (((((((5226.495278852855 * r + 28729.085735721943) * r + 39307.89580009271) * r
        + 21213.794301586597) * r + 5394.196021424751) * r + 687.1870074920579) * r + 42.31333070160091) * r
        + 1.0);
    let s = sqrt(-ln(tail));
    let t = s - 1.6;
    let t_top = (((((((7.745450142783414e-4 * t + 0.022723844989269184) * t + 0.2417807251774506) * t
        + 1.2704582524523684) * t + 3.6478483247632045) * t + 5.769497221460691) * t + 4.630337846156546) * t
        + 1.4234371107496835);
    let t_bottom = (((((((1.0507500716444169e-9 * t + 5.475938084995345e-4) * t + 0.015198666563616457) * t
        + 0.14810397642748008) * t + 0.6897673349851) * t + 1.6763848301838038) * t + 2.053191626637759) * t
        + 1.0);
    var far = t_top / t_bottom;
    if s > 5.0 {
        far = far_quantile(s - 5.0);
    }
    where(abs(q) <= 0.425, q * top / bottom, copysign(where(tail == 0.0, inf, far), q))
}

fn far_quantile(t: f64) -> f64 {
    let top = (((((((2.0103343992922881e-7 * t + 2.711555568743488e-5) * t + 0.0012426609473880784) * t
        + 0.026532189526576124) * t + 0.2965605718285049) * t + 1.7848265399172913) * t + 5.463784911164114)
        * t + 6.657904643501104);
    let bottom = (((((((2.0442631033899398e-15 * t + 1.421511758316446e-7) * t + 1.8463183175100548e-5) * t
        + 7.868691311456133e-4) * t + 0.014875361290850615) * t + 0.1369298809227358) * t + 0.599832206555888)
        * t + 1.0);
    top / bottom
}
