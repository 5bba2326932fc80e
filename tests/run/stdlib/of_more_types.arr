# run: turned_bits(-127, 1) == (3, -64)
# run: bytes(7) == (7, -1)
# run: parts([1.0+2i, 0.0+0i], inf) == ([true, true], [false, false], [false, true], [true, false])
# run: logs(8.0+0i) == (3.0+0i, 0.9030899869919435+0i)
# run: turned(-4.0+0i) ~= 1.3643763538418412 within 1e-15
# run: lengths([3+4i, 0i]) == (5.0, 5.0)
# run: truths([true, false, true, false]) == ([false, false, true, true], [1, 3, 0, 2], true)
# run: held([1+1i, 2i], 2i) == true
# run: wide([[0.0, 2.0, 0.0], [1.0, 0.0, 0.0]]) ~= 0.0 within 1e-14

#! Library functions of the rarer element types.

pub fn turned_bits(x: i8, k: i8) -> (i8, i8) = (rotate_left(x, k), rotate_right(x, k));
pub fn bytes(x: u8) -> (u8, i8) = (byteswap(x), byteswap(-1i8));
pub fn parts(z: c128[n], x: f64) -> (bool[n], bool[n], bool[n], bool[n]) {
    let w = z * complex(x, 0.0);
    (isfinite(z), isinf(z), isnan(w), isinf(w))
}
pub fn logs(z: c128) -> (c128, c128) = (log2(z), log10(z));
pub fn turned(z: c128) -> f64 = imag(log10(z));
pub fn lengths(z: c64[n]) -> (f32, f32) = (norm(z), norm([z, 0 * z]));
pub fn truths(x: bool[n]) -> (bool[n], i64[n], bool) = (sort(x), argsort(x), contains(x, false));
pub fn held(z: c128[n], w: c128) -> bool = contains(z, w);
pub fn wide(a: f64[m, n]) -> f64
where n >= m {
    let (u, values, vt) = svd_wide(a);
    max(abs(u * values @ vt - a))
}
