#! The normal distribution, and the inverse of the error function.

## The standard normal density exp(-x**2 / 2) / sqrt(2 pi). Maximum error 0.62 ULP.
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

## The standard normal distribution function: the probability of a number below x. Maximum error 0.97 ULP (1.00 without fma).
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

## The x with `normal_cdf(x) == p`; -inf at 0, inf at 1, NaN outside. Maximum error 0.75 ULP.
## Example: normal_quantile(0.5) == 0.0
pub fn normal_quantile(p: f64) -> f64 {
    # Twice the smaller tail, exactly.
    let tail = 2.0 * where(p < 0.5, p, 1.0 - p);
    let (y, yl) = erfinv_sum(1.0 - tail, tail);
    let (x, xl) = product_of_sums(y, yl, 1.4142135623730951, -9.667293313452913e-17);
    let size = where(tail == 0.0, inf, x + xl);
    where(p >= 0.0 and p <= 1.0, copysign(size, p - 0.5), nan)
}

## The inverse of the error function; -inf at -1, inf at 1, NaN outside. Maximum error 0.75 ULP (0.90 without fma).
## Example: erfinv(0.5) == 0.4769362762044699
pub fn erfinv(x: f64) -> f64 {
    let a = abs(x);
    let (y, yl) = erfinv_sum(a, 1.0 - a);
    # The rest of a product of tiny numbers is not exact; scaled, their product is rounded once where it is denormal.
    let scaled = a * 1.2676506002282294e30;
    let tiny = (scaled * 0.886226925452758 + scaled * -3.8333e-17) * 7.888609052210118e-31;
    let size = where(a < 1e-280, tiny, where(a == 1.0, inf, y + yl));
    where(a <= 1.0, copysign(size, x), nan)
}

## The x with `normal_cdf(x) == p`; -inf at 0, inf at 1, NaN outside. Maximum error 0.51 ULP.
pub fn normal_quantile(p: f32) -> f32 = f32(normal_quantile(f64(p)));
## The inverse of the error function; -inf at -1, inf at 1, NaN outside. Maximum error 0.51 ULP.
pub fn erfinv(x: f32) -> f32 = f32(erfinv(f64(x)));

# The inverse of the error function at x = 1 - tail as a sum, x from 0 on. Up to 1/2 it is x times a constant and a correction,
# where `tail` may be rounded; beyond, with s = sqrt(-ln(tail)) as a sum too, s less a constant and a correction, where x may be.
# The corrections are rational functions of less than a tenth of the result, so their errors count little.
fn erfinv_sum(x: f64, tail: f64) -> (y: f64, yl: f64) {
    let p = x * 0.919921875;
    let pl = rest_of_product(x, 0.919921875, p) + x * erfinv_middle(x * x);
    let (l, ll) = log2_pair(tail);
    let (g, gl) = product_of_sums(-l, -ll, 0.6931471805599453, 2.3190468138462996e-17);
    let h = g + gl;
    let hl = (g - h) + gl;
    let s = sqrt(h);
    let square = s * s;
    let sl = (((h - square) - rest_of_product(s, s, square)) + hl) * (0.5 / s);
    let low = s < 2.5;
    var offset = where(low, 0.34375, 0.25);
    var more = where(low, erfinv_tail(s), erfinv_far_tail(s));
    if s > 6.0625 {
        offset = 0.125;
        more = erfinv_farthest_tail(s);
    }
    let y = s - offset;
    let near = tail >= 0.5;
    (where(near, p, y), where(near, pl, ((s - y) - offset) + (sl + more)))
}

# erfinv(x) / x - 0.919921875 for z = x**2 up to 1/4.
fn erfinv_middle(z: f64) -> f64 {
    let top = ((((0.006567100286886991 * z - 0.09575888892624251) * z + 0.38118111325876475) * z
        - 0.5772010839137806) * z + 0.32175815295013993) * z - 0.03369494954724199;
    let bottom = ((((-0.008901909723043987 * z + 0.18704281203747597) * z - 1.0882613235164555) * z
        + 2.576134155984316) * z - 2.663440296583894) * z + 1.0;
    top / bottom
}

# erfinv(1 - exp(-s**2)) - s + 11/32 for s from 0.83 to 2.5.
fn erfinv_tail(s: f64) -> f64 {
    let t = s - 0.8125;
    let top = (((((((0.00045999032608691785 * t + 0.011556059056951642) * t + 0.06999758330637873) * t
        + 0.16412189317854797) * t + 0.15622674675745352) * t - 0.028395639332496284) * t - 0.17419114951480835) * t
        - 0.12092746723826467) * t - 0.01031041986552383;
    let bottom = (((((((0.0013644046192601642 * t + 0.04344284700916957) * t + 0.40632190373393234) * t
        + 1.7762681634062538) * t + 4.450456645183672) * t + 6.904276674887432) * t + 6.695720974920334) * t
        + 3.8017325429450874) * t + 1.0;
    top / bottom
}
# erfinv(1 - exp(-s**2)) - s + 1/4 for s from 2.5 to 6.06.
fn erfinv_far_tail(s: f64) -> f64 {
    let t = s - 2.5;
    let top = ((((((8.026630111149712e-07 * t + 5.672873607204785e-05) * t + 0.0010470801801503692) * t
        + 0.007287105113676813) * t + 0.02018070312495959) * t + 0.010065940892261305) * t - 0.04580019429579242)
        * t - 0.05745407818808703;
    let bottom = ((((((3.245717560449688e-06 * t + 0.0002650275046622143) * t + 0.00636758704793876) * t
        + 0.06707700441735352) * t + 0.36324365713266665) * t + 1.0645020732664994) * t + 1.6149214213532688) * t
        + 1.0;
    top / bottom
}
# erfinv(1 - exp(-s**2)) - s + 1/8 for s from 6 to 27.4.
fn erfinv_farthest_tail(s: f64) -> f64 {
    let t = s - 6.0;
    let top = (((((((3.1954417383463945e-12 * t + 1.214458858468337e-09) * t + 1.2318229277766894e-07) * t
        + 4.8294040708311464e-06) * t + 8.045600956724739e-05) * t + 0.0004604970771621899) * t
        - 0.0016890072260956563) * t - 0.026988881843561782) * t - 0.0736889649844568;
    let bottom = (((((((2.5671685394281623e-11 * t + 1.0485937122364492e-08) * t + 1.2271228602240042e-06) * t
        + 6.134292689162402e-05) * t + 0.0015482751469321153) * t + 0.02127086617817362) * t + 0.16107032789330133)
        * t + 0.6311818033937193) * t + 1.0;
    top / bottom
}
