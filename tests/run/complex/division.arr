# run: quotient(1+2i, 0) == inf+infi
# run: quotient(-1-2i, -0-0i) == -inf-infi
# run: quotient(0, 0) == nan+nani
# run: quotient(1, nan) == nan+nani
# run: quotient(1, 0+nani) == nan+nani
# run: quotient(1, nan+0i) == nan+nani
# run: quotient(1, inf) == 0
# run: quotient(1e300+1e300i, 2e300) == 0.5+0.5i
# run: quotient(1e300+1e300i, 2e300i) == 0.5-0.5i
# run: quotient(1e-300+1e-300i, 1e-300+1e-300i) == 1+0i
# run: quotient([1, 2i, 3+3i], [1i, 2, 1+1i]) == [0-1i, 0+1i, 3+0i]

#! Division divides by the part of larger magnitude first, so that nothing overflows on the way.

pub fn quotient(a: c128, b: c128) -> c128 = a / b;
