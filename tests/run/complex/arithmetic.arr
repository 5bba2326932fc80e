# run: sum(1+2i, 3-1i) == 4+1i
# run: difference(1+2i, 3-1i) == -2+3i
# run: product(1+2i, 3-1i) == 5+5i
# run: product([1+2i, 2], 3-1i) == [5+5i, 6-2i]
# run: quotient(1+2i, 3-1i) == 0.1+0.7000000000000001i
# run: quotient(4+2i, 2) == 2+1i
# run: quotient(4+2i, 2i) == 1-2i
# run: negative(1+2i) == -1-2i
# run: negative(0) == -0-0i
# run: square(1+2i) == -3+4i
# run: powers(1+2i) == (-11-2i, -0.12-0.16i, 117+44i)
# run: fused(1.0000000009313226, 0.9999999990686774, -1) == -8.673617379884035e-19
# run: fused(1.0000000009313226i, 0.9999999990686774i, 1) == 8.673617379884035e-19+0i
# run: apart(1.0000000009313226, 0.9999999990686774, -1) == 0
# run: vectors([1+2i, 2, 3i], [3-1i, 1i, 1]) == [6+5i, 1+2i, 1+3i]
# run: matrices([[1+2i, 2], [1i, 1i]], [[1], [1i]]) == [[1+4i], [-1+1i]]
# run: dot([1+2i, 2], [1, 1i]) == 1+4i

#! What the operators mean on complex numbers.

pub fn sum(a: c128, b: c128) -> c128 = a + b;
pub fn difference(a: c64, b: c64) -> c64 = a - b;
pub fn product(a: c128, b: c128) -> c128 = a * b;
pub fn quotient(a: c128, b: c128) -> c128 = a / b;
pub fn negative(a: c64) -> c64 = -a;
pub fn square(a: c64) -> c64 = a**2;
pub fn powers(a: c128) -> (c128, c128, c128) = (a**3, a**-2, a**6);
pub fn fused(a: c128, b: c128, c: c128) -> c128 = a * b + c;
pub fn apart(a: c128, b: c128, c: c128) -> c128 { let p = a * b; p + c }
pub fn vectors(a: c64[n], b: c64[n]) -> c64[n] = a * b + 1.0;
pub fn matrices(a: c64[n, k], b: c64[k, m]) -> c64[n, m] = a @ b;
pub fn dot(a: c128[n], b: c128[n]) -> c128 = a @ b;
