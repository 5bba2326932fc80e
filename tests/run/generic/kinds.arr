# run: mean_of_f32([1.0, 2.0, 6.0]) == 3.0
# run: mean_of_i16([1, 2, 6]) == 3.0
# run: mean_of_u8([255, 255]) == 255.0
# run: squares_c64([1+2i]) == [-3+4i]
# run: squares_i8([12]) == [-112]
# run: squares_bf16([1.5]) == [2.25]
# run: parity_u64([3, 18446744073709551614]) == [true, false]
# run: parity_i8([-3, -128]) == [true, false]

#! A function for each kind of number, called from exports with sets.

fn average<T: real>(x: T[n]) -> f64 = sum(f64(x)) / f64(n);
fn square<T: num>(x: T) -> T = x * x;
fn odd<T: int>(x: T) -> bool = x % 2 == 1;
pub fn mean_of<T: f32 | i16 | u8>(x: T[n]) -> f64 = average(x);
pub fn squares<T: c64 | i8 | bf16>(x: T[n]) -> T[n] = square(x);
pub fn parity<T: u64 | i8>(x: T[n]) -> bool[n] = odd(x);
