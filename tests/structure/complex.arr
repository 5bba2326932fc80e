# expect: array builds 1, reduces 1; loops vector yes

#! Complex numbers are pairs of floats: an operation is one loop over the elements, a sum one reduction of both parts.

pub fn rotated(x: c64[n], y: c64[n]) -> c64[n] = x * y + x;

pub fn total(x: c128[n]) -> c128 = sum(x);
