# run: updated([1+2i, 2, 3, 4]) == [2i, 3, 4, 10i]
# run: scattered([1, 2, 3], [2, 0, 2]) == [1+1i, 2, 3+2i]
# run: placed([1, 2, 3], [2, 0]) == [6i, 2, 5i]
# run: masked([1, -2, 3i]) == [1, 0, 3i]
# run: selected([1, -2, 3i]) == 1+3i
# run: multiplied([1, 2, 3], [2, 0, 2]) == [2i, 2, -12]
# run: looped(1i, 4) == 1-0i
# run: escaped(2+2i, 50) == 1
# run: escaped(0.1+0.1i, 50) == 50
# run: swapped(1+2i, 3) == (3, 1+2i)
# run: early(3i) == 3i
# run: early(0) == 1i
# run: counted([1, 2i, 0, 4]) == 2
# run: mandelbrot(4, 6, 50) == [[1, 2, 3, 4, 50, 2], [1, 3, 5, 50, 50, 5], [1, 50, 50, 50, 50, 5], [1, 3, 5, 50, 50, 5]]

#! Assignments, updates and loops.

pub fn updated(a: c64[n]) -> c64[n] { var z = a; z[0] = 2i; z[1:] += 1; z[n - 1] *= 2i; z }
pub fn scattered(a: c64[n], i: i64[m]) -> c64[n] { var z = a; z[i] += 1i; z }
pub fn placed(a: c64[n], i: i64[2]) -> c64[n] { var z = a; z[i] = [5i, 6i]; z }
pub fn masked(a: c64[n]) -> c64[n] { var z = a; z[real(z) < 0.0] = 0; z }
pub fn selected(z: c64[n]) -> c64 = sum(z[real(z) >= 0.0]);
pub fn multiplied(a: c64[n], i: i64[m]) -> c64[n] { var z = a; z[i] *= 2i; z }
pub fn looped(z: c128, n: i64) -> c128 { var w = c128(1); loop k in 0..n { w *= z; } w }
pub fn escaped(c: c64, limit: i64) -> i64 {
    var z = c64(0);
    var n = 0;
    while n < limit and abs2(z) < 4 { z = z * z + c; n += 1; }
    n
}
pub fn swapped(a: c64, b: c64) -> (c64, c64) { var x = a; var y = b; let t = x; x = y; y = t; (x, y) }
pub fn early(z: c64) -> c64 { if z == 0 { return 1i; } z }
pub fn counted(z: c64[n]) -> i64 { var k = 0; loop i in 0..n { if z[i] == 0 { break; } k += 1; } k }

## Escape times.
pub fn mandelbrot(h: i64, w: i64, limit: u16) -> u16[h, w] = for y in 0..h, x in 0..w: {
    let c = c64(-2.0 + 3.0 * f32(x) / f32(w), -1.0 + 2.0 * f32(y) / f32(h));
    var z = c64(0);
    var n = u16(0);
    while n < limit and abs2(z) < 4 { z = z * z + c; n += 1; }
    n
};
