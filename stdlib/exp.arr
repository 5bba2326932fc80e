#! Exponentials.
#!
#! No branch and no table: every special case is a select, so that the functions run in SIMD lanes at full width. Products
#! that must be exact (`n * hi`) are exact without fma too, because `hi` has trailing zeros. Polynomials are minimax
#! (Remez), with coefficients rounded one by one; see `bench/accuracy/minimax.py`.

## e to the power x. Maximum error 0.89 ULP.
pub fn exp(x: f32) -> f32 {
    # Outside these bounds the result is 0 or inf all the same; NaN passes through both selects.
    let above = where(x > 89.0, 89.0, x);
    let y = where(above < -104.0, -104.0, above);
    # The magic number 1.5 * 2**23 rounds to an integer n; its low bits then hold n + 127 - 64 (or + 64): the exponent
    # field of a first scale, which stays in range for every n. The second scale undoes the 64.
    let low = y < 0.0;
    let magic: f32 = where(low, 12583103.0, 12582975.0);
    let z = y * 1.442695 + magic;
    let n = z - magic;
    let hi = y - n * 0.69314575;
    let lo = n * 1.4286068e-6;
    let r = hi - lo;
    let q = (((0.001382248 * r + 0.008369083) * r + 0.041668247) * r + 0.16666517) * r + 0.49999994;
    # hi is exact: adding it last, with everything small already in `t`, saves a rounding.
    let t = r * r * q - lo;
    let p = 1.0 + (hi + t);
    p * from_bits(bits(z) << 23) * where(low, 5.421010862427522e-20, 1.8446744073709552e19)
}

## 2 to the power x; exact for whole x. Maximum error 0.88 ULP.
pub fn exp2(x: f32) -> f32 {
    let above = where(x > 129.0, 129.0, x);
    let y = where(above < -151.0, -151.0, above);
    let low = y < 0.0;
    let magic: f32 = where(low, 12583103.0, 12582975.0);
    let z = y + magic;
    let r = y - (z - magic);
    let q = (((0.00015326317 * r + 0.001339057) * r + 0.009618507) * r + 0.055503614) * r + 0.24022648;
    # ln(2) as 1/2 + 0.193: the product with the first part is exact.
    let p = 1.0 + (0.5 * r + (0.19314718 * r + r * r * q));
    p * from_bits(bits(z) << 23) * where(low, 5.421010862427522e-20, 1.8446744073709552e19)
}

## exp(x) - 1, accurate near 0 too. Maximum error 0.95 ULP (0.98 without fma).
pub fn expm1(x: f32) -> f32 {
    let above = where(x > 89.0, 89.0, x);
    let y = where(above < -20.0, -20.0, above);
    # As in `exp`, but with 2**(n - 1), which never overflows.
    let z = y * 1.442695 + 12583038.0;
    let n = z - 12583038.0;
    let hi = y - n * 0.69314575;
    let lo = n * 1.4286068e-6;
    let r = hi - lo;
    let q = ((((0.0001974258 * r + 0.0013933709) * r + 0.0083335675) * r + 0.041666478) * r + 0.16666666) * r
        + 0.5;
    let t = r * r * q + (((hi - r) - lo) * r - lo);
    # scale * (1 + hi + t) - 1/2: the large parts are added exactly, in w + wl and in v.
    let scale = from_bits(bits(z) << 23);
    let w = scale - 0.5;
    let wl = (scale - w) - 0.5;
    let hs = hi * scale;
    let v = w + hs;
    let small = ((w - v) + hs) + (t * scale + wl);
    where(abs(x) < 1e-8, x, 2.0 * (v + small))
}

## e to the power x. Maximum error 0.90 ULP.
pub fn exp(x: f64) -> f64 {
    let above = where(x > 710.0, 710.0, x);
    let y = where(above < -746.0, -746.0, above);
    # As for f32: 1.5 * 2**52 with the exponent field n + 1023 - 512 (or + 512) in its low bits.
    let low = y < 0.0;
    let magic: f64 = where(low, 6755399441057279.0, 6755399441056255.0);
    let z = y * 1.4426950408889634 + magic;
    let n = z - magic;
    let hi = y - n * 0.6931471805598903;
    let lo = n * 5.497923018708371e-14;
    let r = hi - lo;
    let r2 = r * r;
    let q0 = (((2.7630814959497984e-07 * r2 + 2.4801491661885895e-05) * r2 + 0.0013888888944894406) * r2
        + 0.041666666666525735) * r2 + 0.5000000000000011;
    let q1 = (((2.5025302337138268e-08 * r2 + 2.75575251022809e-06) * r2 + 0.00019841269558668233) * r2
        + 0.008333333333475535) * r2 + 0.16666666666666435;
    let q = q1 * r + q0;
    let t = r * r * q - lo;
    let p = 1.0 + (hi + t);
    p * from_bits(bits(z) << 52) * where(low, 7.458340731200207e-155, 1.3407807929942597e154)
}

## 2 to the power x; exact for whole x. Maximum error 0.95 ULP.
pub fn exp2(x: f64) -> f64 {
    let above = where(x > 1025.0, 1025.0, x);
    let y = where(above < -1080.0, -1080.0, above);
    let low = y < 0.0;
    let magic: f64 = where(low, 6755399441057279.0, 6755399441056255.0);
    let z = y + magic;
    let r = y - (z - magic);
    let r2 = r * r;
    let q0 = (((4.4375242303314766e-10 * r2 + 1.0178176006338004e-07) * r2 + 1.5252733569052063e-05) * r2
        + 0.0013333558146661963) * r2 + 0.05550410866482083;
    let q1 = ((7.073581125180652e-09 * r2 + 1.3215436612329678e-06) * r2 + 0.00015403530454032944) * r2
        + 0.009618129107597028;
    let q = (q1 * r + q0) * r + 0.24022650695910122;
    # ln(2) as 1/2 + 0.193: the product with the first part is exact.
    let p = 1.0 + (0.5 * r + (0.1931471805599453 * r + r * r * q));
    p * from_bits(bits(z) << 52) * where(low, 7.458340731200207e-155, 1.3407807929942597e154)
}

## exp(x) - 1, accurate near 0 too. Maximum error 0.96 ULP.
pub fn expm1(x: f64) -> f64 {
    let above = where(x > 710.0, 710.0, x);
    let y = where(above < -40.0, -40.0, above);
    # As in `exp`, but with 2**(n - 1), which never overflows.
    let z = y * 1.4426950408889634 + 6755399441056766.0;
    let n = z - 6755399441056766.0;
    let hi = y - n * 0.6931471805598903;
    let lo = n * 5.497923018708371e-14;
    let r = hi - lo;
    let r2 = r * r;
    let q0 = (((2.5109182760500712e-08 * r2 + 2.755724377918642e-06) * r2 + 0.00019841269886572638) * r2
        + 0.008333333333321442) * r2 + 0.16666666666666677;
    let q1 = (((1.916538129607662e-09 * r2 + 2.7563485370830617e-07) * r2 + 2.4801579114995682e-05) * r2
        + 0.0013888888893815294) * r2 + 0.041666666666653716;
    let q = (q1 * r + q0) * r + 0.5000000000000001;
    let t = r * r * q + (((hi - r) - lo) * r - lo);
    # scale * (1 + hi + t) - 1/2: the large parts are added exactly, in w + wl and in v.
    let scale = from_bits(bits(z) << 52);
    let w = scale - 0.5;
    let wl = (scale - w) - 0.5;
    let hs = hi * scale;
    let v = w + hs;
    let small = ((w - v) + hs) + (t * scale + wl);
    where(abs(x) < 1e-17, x, 2.0 * (v + small))
}

## 10 to the power x. Maximum error 0.80 ULP.
## Example: exp10([0.0, 2.0, -inf]) == [1.0, 100.0, 0.0]
pub fn exp10(x: f64) -> f64 {
    # x * log2(10) as a sum, its first part exact.
    let y = where(abs(x) > 400.0, copysign(400.0, x), x);
    let h = upper_half(y);
    let l = (y - h) * 3.321928083896637 + y * 1.0990725384979695e-08;
    where(x != x, x, exp2_of_sum(h * 3.321928083896637, l))
}

## 10 to the power x. Maximum error 0.51 ULP.
pub fn exp10(x: f32) -> f32 = f32(exp2(f64(x) * 3.321928094887362));
