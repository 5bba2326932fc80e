# run: scale([1.0, 2.0, 3.0], 2.0) == [2.0, 4.0, 6.0]
# run: scale(empty(0), 2.0) == empty(0)
# run: flip([1.0, 2.0, 3.0]) == [3.0, 2.0, 1.0]
# run: flip_first([1.0, 2.0, 3.0]) == [1.0, 2.0, 1.0]
# run: shifted([1.0, 2.0, 3.0]) == [1.0, 1.0, 2.0]
# run: smooth([1.0, 0.0, 0.0, 5.0], 2) == [1.0, 1.75, 2.75, 5.0]
# run: swap([1.0, 2.0], [3.0, 4.0]) == ([3.0, 4.0], [1.0, 2.0])
# run: rotate([1.0], [2.0], [3.0]) == ([2.0], [3.0], [1.0])
# run: old_and_new([1.0, 2.0]) == ([1.0, 2.0], [5.0, 2.0])
# run: doubled([1.0, 2.0]) == ([3.0, 4.0], [2.0, 4.0])
# run: count([0, 0, 7], [2, 2, 0]) == (3, [1, 0, 9])
# fails: count([0, 0, 7], [2, 3, 0]) status Bounds
# run: transposed([[1.0, 2.0], [3.0, 4.0]]) == [[1.0, 3.0], [2.0, 4.0]]
# run: product([[1.0, 1.0], [0.0, 1.0]], 3) == [[1.0, 3.0], [0.0, 1.0]]
# run: untouched([1.0], 2.0) == (3.0, [1.0])
# run: chosen([1.0, 2.0], 1) == [2.0, 4.0]
# run: chosen([1.0, 2.0], 0) == [2.0, 1.0]
# run: early([9.0, 9.0], -1) == (0, [9.0, 9.0])
# run: early([9.0, 9.0], 9) == (1, [1.0, 9.0])
# run: early([9.0, 9.0], 1) == (2, [1.0, 2.0])
# run: pixels([[[1, 2, 3]]]) == [[[2, 3, 4]]]

#! The caller's arrays are updated in place.

pub fn scale(inout x: f64[n], k: f64) { x = k * x; }
pub fn flip(inout x: f64[n]) { x = x[::-1]; }
pub fn flip_first(inout x: f64[n]) { x = x[::-1]; x[0] = 1.0; }
pub fn shifted(inout x: f64[n]) { x[1:] = x[:-1]; }
pub fn smooth(inout x: f64[n], steps: i64)
where n >= 2 {
    loop t in 0..steps { x[1:-1] = 0.5 * (x[:-2] + x[2:]); }
}
pub fn swap(inout x: f64[n], inout y: f64[n]) { let t = x; x = y; y = t; }
pub fn rotate(inout x: f64[n], inout y: f64[n], inout z: f64[n]) { let t = x; x = y; y = z; z = t; }
pub fn old_and_new(inout x: f64[n]) -> f64[n] { let t = x; x[0] = 5.0; t }
pub fn doubled(inout x: f64[n]) -> f64[n] { let y = x + 2.0; x = 2.0 * x; y }
pub fn count(inout h: i64[k], x: i64[n]) -> i64 { h[x] += 1; n }
pub fn transposed(inout x: f64[n, n]) { x = x.T; }
pub fn product(inout x: f64[n, n], k: i64) {
    let y = x;
    loop t in 1..k { x = x @ y; }
}
pub fn untouched(inout x: f64[n], y: f64) -> f64 = y + sum(x);
pub fn chosen(inout x: f64[n], k: i64) { if k > 0 { x = 2.0 * x; } else { x = x[::-1]; } }
pub fn early(inout x: f64[n], k: i64) -> i64 {
    if k < 0 { return 0; }
    x[0] = 1.0;
    if k > 3 { return 1; }
    x[1] = 2.0;
    2
}
pub fn pixels(inout x: u8[h, w, 3]) { x += 1; }
