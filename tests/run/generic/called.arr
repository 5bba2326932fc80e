# run: user(2.0, 3) == 13.0
# run: vectors([1.0, 2.0]) == [2.0, 5.0]

#! Generic functions called with several types, inside.

fn square<T: num>(x: T) -> T = x * x;
pub fn user(a: f64, b: i64) -> f64 = square(a) + f64(square(b));
pub fn vectors(x: f64[n]) -> f64[n] = square(x) + 1.0;
