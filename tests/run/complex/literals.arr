# run: three() == 1+6i
# run: single() == 0.1+0.2i
# run: beside(2.0) == 2+1i
# run: wide(2.0) == 2+1i
# run: zero() == 0
# run: negative() == -0-2i
# run: array() == [1, 2i, 1+1i]
# run: zeros(2) == [0, 0]
# run: ones(2) == [1, 1]
# run: named() == 3i
# run: converted(1.5, 2.5) == 1.5+2.5i

#! Imaginary literals take the precision that their context asks for.

pub fn three() -> c128 = 1 + 2.0i * 3;
pub fn single() -> c64 = 0.1 + 0.2i;
pub fn beside(x: f32) -> c64 = x + 1i;
pub fn wide(x: f32) -> c128 = c128(x) + 1i;
pub fn zero() -> c64 = c64(0);
pub fn negative() -> c64 = -2i;
pub fn array() -> c64[3] = [1, 2i, 1 + 1i];
pub fn zeros(n: i64) -> c64[n] = c64[n](0);
pub fn ones(n: i64) -> c128[n] = c128[n](1);
pub fn named() -> c64 { let unit = 1i; 3 * unit }
pub fn converted(x: f64, y: f64) -> c64 = c64(x, y);
