# run: equal([1+2i, 1+2i, nan], [1+2i, 1-2i, nan]) == [true, false, false]
# run: different([1+2i, 1+2i, nan], [1+2i, 1-2i, nan]) == [false, true, true]
# run: truth([0, 1, 1i, nan, -0-0i]) == [false, true, true, true, false]
# run: missing([0, nan, 0+nani]) == [false, true, true]
# run: chosen([true, false], [1+2i, 3], [5i, 6i]) == [1+2i, 6i]
# run: branch(true, 2i) == 2i
# run: branch(false, 2i) == 1-2i

#! Comparisons, choices and branches.

pub fn equal(a: c64[n], b: c64[n]) -> bool[n] = a == b;
pub fn different(a: c64[n], b: c64[n]) -> bool[n] = a != b;
pub fn truth(a: c128[n]) -> bool[n] = bool(a);
pub fn missing(a: c128[n]) -> bool[n] = isnan(a);
pub fn chosen(c: bool[n], a: c64[n], b: c64[n]) -> c64[n] = where(c, a, b);
pub fn branch(c: bool, a: c64) -> c64 = if c { a } else { 1 - a };
