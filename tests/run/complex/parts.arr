# run: parts(1+2i) == (1.0, 2.0)
# run: of_array([1+2i, 3]) == ([1.0, 3.0], [2.0, 0.0], [1-2i, 3-0i])
# run: of_reals([1.5, -2.0]) == ([1.5, -2.0], [0.0, 0.0], [1.5, -2.0])
# run: made([1.0, 2.0], [3.0, -4.0]) == [1+3i, 2-4i]
# run: squares([3+4i, 1-1i]) == [25.0, 2.0]
# run: squares_of_reals([3.0, -2.0]) == [9.0, 4.0]
# run: magnitudes([3+4i, -5, 1e200+1e200i]) == [5.0, 5.0, 1.414213562373095e200]
# run: angles([1, 1i, -1, -1i, 0]) ~= [0.0, 1.5707963267948966, 3.141592653589793, -1.5707963267948966, 0.0] within 1e-15
# run: fields([1+2i, 3]) == [3.0, 3.0]
# run: fallible([1, 2], 0) == 1.0
# fails: fallible([1, 2], 5) status Bounds

#! Parts of complex numbers, and complex numbers of parts.

pub fn parts(z: c128) -> (f64, f64) = (real(z), imag(z));
pub fn of_array(z: c64[n]) -> (f32[n], f32[n], c64[n]) = (real(z), imag(z), conj(z));
pub fn of_reals(x: f64[n]) -> (f64[n], f64[n], f64[n]) = (real(x), imag(x), conj(x));
pub fn made(x: f32[n], y: f32[n]) -> c64[n] = complex(x, y);
pub fn squares(z: c64[n]) -> f32[n] = abs2(z);
pub fn squares_of_reals(x: f64[n]) -> f64[n] = abs2(x);
pub fn magnitudes(z: c128[n]) -> f64[n] = abs(z);
pub fn angles(z: c128[n]) -> f64[n] = arg(z);
pub fn fields(z: c64[n]) -> f32[n] = z.real + z.imag;

# The part that is not asked for is evaluated all the same.
pub fn fallible(x: f64[n], i: i64) -> f64 = real(complex(x[0], x[i]));
