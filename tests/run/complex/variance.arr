# run: spread([[1.0+2.0i, 3.0-1.0i, 0.0+0.5i], [2.0+0.0i, 2.0+0.0i, 2.0+0.0i]]) ~= (1.7013888888888886, 1.3043729868748772) within 1e-14
# run: rows([[1.0+2.0i, 3.0-1.0i, 0.0+0.5i], [2.0+0.0i, 2.0+0.0i, 2.0+0.0i]]) ~= ([3.055555555555556, 0.0], [[1.118033988749895, 0.7071067811865476, 1.0307764064044151]]) within 1e-14
# run: single([1+1i, 3+1i]) == 1.0
# run: nothing(empty(0)) == nan

#! `var` and `std` of complex numbers are floats.

pub fn spread(z: c128[n, m]) -> (f64, f64) = (var(z), std(z));
pub fn rows(z: c128[n, m]) -> (f64[n], f64[1, m]) = (var(z, axis = 1), std(z, axis = 0, keep = true));
pub fn single(z: c64[n]) -> f32 = var(z);
pub fn nothing(z: c128[n]) -> f64 = std(z);
