# Complex numbers that only functions of the library make: no type of theirs is named.

# run: sizes([1.0, 2.0, 3.0, 4.0]) == [10.0, 2.8284271247461903, 2.0]
# run: power([1.0, 2.0, 3.0, 4.0]) == 30.0
# run: back(2.0, 0.0) == 2.0

pub fn sizes(x: f64[n]) -> f64[n // 2 + 1] = abs(real_fft(x));
pub fn power(x: f64[n]) -> f64 = sum(abs(fft(x)) ** 2) / f64(n);
pub fn back(r: f64, a: f64) -> f64 = abs(polar(r, a));
